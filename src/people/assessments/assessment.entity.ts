import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ScoreResult } from './score-result';

/** One filled-in instrument (R18); the raw answers are encrypted. */
@Entity('assessments')
export class Assessment {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid', { nullable: true })
  memberId!: string | null;

  @Column('text')
  instrument!: string;

  @Column('text')
  instrumentVersion!: string;

  @Column('text')
  mode!: 'self' | 'proxy' | 'observed';

  @Column('uuid')
  assessorId!: string;

  @Column('text')
  state!: 'draft' | 'completed';

  @Column('bytea', { nullable: true })
  answersCiphertext!: Buffer | null;

  @Column('jsonb', { nullable: true })
  result!: ScoreResult | null;

  @Column('integer', { nullable: true })
  score!: number | null;

  @Column('integer', { nullable: true })
  maximum!: number | null;

  @Column('integer', { nullable: true })
  severity!: number | null;

  @Column('text', { nullable: true })
  triage!: 'red' | 'amber' | 'green' | null;

  @Column('text', { array: true })
  flags!: string[];

  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz', { nullable: true })
  completedAt!: Date | null;

  /** Who answers for the person, what they are to them and why; sealed (R98). */
  @Column('bytea', { nullable: true })
  answeredByCiphertext!: Buffer | null;

  /** The draft that follows this one, whose scale has changed since it was begun. */
  @Column('uuid', { nullable: true })
  restartedAs!: string | null;

  /** First and last day of the next test (domain D); null for a draft, and for what is asked at every intake. */
  @Column('date', { nullable: true })
  retestFrom?: string | null;

  @Column('date', { nullable: true })
  retestUntil?: string | null;

  /** Codes of who was there when it was answered. */
  @Column('text', { array: true, default: () => "'{}'" })
  present!: string[];

  /** What a child said, in the child's own words; sealed (S09, S15). */
  @Column('bytea', { nullable: true })
  childWordsCiphertext!: Buffer | null;

  /** How long people were at it, pauses left out; for evaluators, shown to nobody while answering. */
  @Column('integer', { default: 0 })
  secondsActive!: number;

  /** It was answered on paper and typed in later (R103). */
  @Column('boolean', { default: false })
  paper!: boolean;

  /** The day of the answers, where it is not the day of typing them in. */
  @Column('date', { nullable: true })
  answeredOn!: string | null;

  /** The first assessor's, beside which this one was filled in blind. */
  @Column('uuid', { nullable: true })
  secondOf!: string | null;

  /** False for a second one, and for whichever of two a person has set aside. */
  @Column('boolean', { default: true })
  counts!: boolean;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('bytea', { nullable: true })
  decisionCiphertext!: Buffer | null;

  @Column('integer')
  version!: number;

  /** Its result opens a restricted need; the database sets it (R46, B30). */
  @Column({ type: 'boolean', nullable: true, select: false, insert: false, update: false })
  restricted?: boolean | null;
}
