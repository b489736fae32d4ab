import { Column, Entity, PrimaryColumn } from 'typeorm';

export const notificationChannels = ['email', 'sms', 'letter', 'phone-task', 'in-app'] as const;
export type NotificationChannel = (typeof notificationChannels)[number];

export const notificationStates = [
  'queued',
  'held',
  'sending',
  'sent',
  'failed-temporary',
  'failed-permanent',
  'dead',
  'cancelled',
  'done',
] as const;
export type NotificationState = (typeof notificationStates)[number];

export const recipientKinds = ['household', 'account', 'provider'] as const;
export type RecipientKind = (typeof recipientKinds)[number];

/** One message to one recipient by one channel; unique for its event, so that a repeated event writes no second. */
@Entity('notifications')
export class Notification {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  eventId!: string;

  @Column('text')
  eventType!: string;

  /** What the event is about: a referral, a consent, a plan. */
  @Column('uuid')
  subjectId!: string;

  @Column('text')
  recipientKind!: RecipientKind;

  @Column('uuid')
  recipientId!: string;

  @Column('uuid', { nullable: true })
  householdId!: string | null;

  /** Who does it when a person has to: prints the letter, makes the call. */
  @Column('uuid', { nullable: true })
  ownerAccountId!: string | null;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('text')
  channel!: NotificationChannel;

  @Column('text')
  template!: string;

  @Column('text')
  locale!: string;

  @Column('text')
  state!: NotificationState;

  /** Why it is held or failed: a code with a text of its own. */
  @Column('text', { nullable: true })
  stateReason!: string | null;

  @Column('bytea')
  subjectCiphertext!: Buffer;

  @Column('bytea')
  bodyCiphertext!: Buffer;

  /** Hand-overs to a mail server, or calls made in vain. */
  @Column('integer')
  attempts!: number;

  @Column('timestamptz', { nullable: true })
  nextAttemptAt!: Date | null;

  @Column('text', { nullable: true })
  lastError!: string | null;

  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;

  @Column('uuid', { nullable: true })
  handledBy!: string | null;

  @Column('timestamptz', { nullable: true })
  handledAt!: Date | null;

  @Column('text', { nullable: true })
  handledNote!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('integer')
  version!: number;

  /** It tells of a restricted need; the database sets it (R46). */
  @Column({ type: 'boolean', nullable: true, insert: false, update: false })
  restricted?: boolean | null;
}
