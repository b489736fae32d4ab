import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CommitmentState } from './commitment.lifecycle';

export const signerKinds = ['person', 'guardian'] as const;
export const signedHows = ['signed', 'thumb-print', 'refused'] as const;
export const commitmentOutcomes = ['true', 'not-true', 'unclear'] as const;

/** What a household stands for by its word in place of papers (R89), and what a later check found. */
@Entity('commitments')
export class Commitment {
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

  @Column('uuid')
  applicationId!: string;

  @Column('text')
  act!: string;

  /** The rules that said for which papers a word may stand. */
  @Column('text')
  packVersion!: string;

  @Column('text')
  state!: CommitmentState;

  /** Codes of the papers that it stands for (B14). */
  @Column('text', { array: true })
  waived!: string[];

  @Column('text')
  textKey!: string;

  /** SHA-256 of the text as it was read. */
  @Column('text')
  textDigest!: string;

  /** Language in which it was read. */
  @Column('text')
  locale!: string;

  @Column('uuid')
  signerId!: string;

  @Column('text')
  signerKind!: (typeof signerKinds)[number];

  @Column('text', { nullable: true })
  signedHow!: (typeof signedHows)[number] | null;

  @Column('boolean')
  readAloud!: boolean;

  @Column('uuid', { nullable: true })
  takenBy!: string | null;

  @Column('timestamptz')
  takenAt!: Date;

  /** When it was signed or refused. */
  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;

  /** The draw that chose it for the later check. */
  @Column('uuid', { nullable: true })
  drawId!: string | null;

  /** By when somebody has looked; null while nobody has to. */
  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  @Column('text', { nullable: true })
  outcome!: (typeof commitmentOutcomes)[number] | null;

  /** Ground of the outcome; sealed, as all words below are. */
  @Column('bytea', { nullable: true })
  findingCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  foundBy!: string | null;

  @Column('timestamptz', { nullable: true })
  foundAt!: Date | null;

  /** What the household said to it. */
  @Column('bytea', { nullable: true })
  saidCiphertext!: Buffer | null;

  @Column('timestamptz', { nullable: true })
  saidAt!: Date | null;

  @Column('bytea', { nullable: true })
  replyCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  repliedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  repliedAt!: Date | null;

  /** Why it was looked at again, or let stand. */
  @Column('bytea', { nullable: true })
  settledCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  settledBy!: string | null;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;

  @Column('integer')
  version!: number;
}
