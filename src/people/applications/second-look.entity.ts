import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SecondLookState } from './second-look.lifecycle';

/** What the district found when it looked again at a drawn decision of a township (B22, R70). */
@Entity('second_looks')
export class SecondLook {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { unique: true })
  applicationId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  state!: Exclude<SecondLookState, 'waiting'>;

  /** What was found; sealed. */
  @Column('bytea', { nullable: true })
  groundCiphertext!: Buffer | null;

  @Column('uuid')
  lookedBy!: string;

  @Column('timestamptz')
  lookedAt!: Date;

  /** What the township did about it; sealed. */
  @Column('bytea', { nullable: true })
  answerCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  answeredBy!: string | null;

  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;

  @Column('integer')
  version!: number;
}
