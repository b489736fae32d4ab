import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';
import type { ApplicationState } from './application.lifecycle';

/** One application of a household for one statutory act (R94), from the filing to the notice. */
@Entity('applications')
export class Application {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  /** The township that accepts; null where the place has none. */
  @Column('uuid', { nullable: true })
  unitId!: string | null;

  @Column('text')
  act!: string;

  /** The rules that it goes by. */
  @Column('text')
  packVersion!: string;

  /** Who asks for the household, or the person that the act is for (B4). */
  @Column('uuid')
  applicantId!: string;

  /** Related to staff or village officials: registered apart, visited and decided by the district (B14). */
  @Column('boolean')
  relatedToStaff!: boolean;

  /** It cannot wait for papers and visit (B24). */
  @Column('boolean')
  urgent!: boolean;

  /** Why; sealed. */
  @Column('bytea', { nullable: true })
  urgencyCiphertext!: Buffer | null;

  @Column('text')
  state!: ApplicationState;

  /** Who decides: the township within its delegation, or the district (R70). */
  @Column('text')
  level!: 'township' | 'district';

  /** Codes of the papers that the one return named (B14). */
  @Column('text', { array: true })
  missing!: string[];

  @Column('uuid', { nullable: true })
  filedBy!: string | null;

  @Column('timestamptz')
  filedAt!: Date;

  @Column('timestamptz', { nullable: true })
  returnedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  acceptedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  checkedAt!: Date | null;

  @Column('date', { nullable: true })
  publishedOn!: string | null;

  /** Last day of the publication. */
  @Column('date', { nullable: true })
  publishedUntil!: string | null;

  /** What the first opinion says, and the sheet shows (B15). */
  @Column('bigint', { nullable: true, transformer: bigintNumber })
  opinionFen!: number | null;

  /** The calculation that the decision was laid beside. */
  @Column('uuid', { nullable: true })
  calculationId!: string | null;

  @Column('text', { nullable: true })
  outcome!: 'granted' | 'refused' | null;

  @Column('bigint', { nullable: true, transformer: bigintNumber })
  amountFen!: number | null;

  /** The decision is not what was proposed; the ground says why. */
  @Column('boolean')
  deviates!: boolean;

  /** Why it was decided so; sealed. */
  @Column('bytea', { nullable: true })
  groundCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  /** Drawn for the district to look at again (B22, R70). */
  @Column('boolean')
  sampled!: boolean;

  @Column('timestamptz', { nullable: true })
  notifiedAt!: Date | null;

  /** Last day to ask for a review (B52). */
  @Column('date', { nullable: true })
  remedyUntil!: string | null;

  /** When the next step is due; null while the household is at turn, and at the end. */
  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  @Column('integer')
  version!: number;
}
