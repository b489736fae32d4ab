import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which scales a household is asked (R18): what the screening proposed, and what a worker made of it. */
@Entity('scale_choices')
export class ScaleChoice {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('text')
  screeningVersion!: string;

  /** At most three, the heaviest first. */
  @Column('text', { array: true })
  proposed!: string[];

  /** Null until a person has decided. */
  @Column('text', { array: true, nullable: true })
  chosen!: string[] | null;

  @Column('bytea', { nullable: true })
  proposalCiphertext!: Buffer | null;

  @Column('bytea', { nullable: true })
  decisionCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  screenedBy!: string | null;

  @Column('timestamptz')
  screenedAt!: Date;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('integer')
  version!: number;
}
