import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintNumber } from '../../platform/database';
import type { obligorMethods, obligorRelations, supportPapers, unableReasons } from './obligor-codes';

/** Somebody elsewhere who owes support to a member of the household: by law, and what is paid in fact (R65). */
@Entity('support_obligors')
export class SupportObligor {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  /** Who is owed; whoever owes two people has two rows. */
  @Column('uuid')
  memberId!: string;

  @Column('text')
  name!: string;

  /** What they are to the member. */
  @Column('text')
  relation!: (typeof obligorRelations)[number];

  /** Null: able to pay (B21). */
  @Column('text', { nullable: true })
  unableBecause!: (typeof unableReasons)[number] | null;

  /** People who live with them, themselves included. */
  @Column('integer')
  householdSize!: number;

  /** People whom they support, of this household and elsewhere. */
  @Column('integer')
  supports!: number;

  @Column('bigint', { transformer: bigintNumber, nullable: true })
  incomeYearFen!: number | null;

  @Column('text', { nullable: true })
  paper!: (typeof supportPapers)[number] | null;

  @Column('date', { nullable: true })
  paperOn!: string | null;

  @Column('bigint', { transformer: bigintNumber, nullable: true })
  agreedMonthFen!: number | null;

  /** Null: nobody has said. */
  @Column('bigint', { transformer: bigintNumber, nullable: true })
  paidMonthFen!: number | null;

  @Column('text', { nullable: true })
  paidMethod!: (typeof obligorMethods)[number] | null;

  /** How ability and income are known. */
  @Column('text')
  method!: (typeof obligorMethods)[number];

  @Column('date')
  asOf!: string;

  /** Sealed. */
  @Column('bytea', { nullable: true })
  noteCiphertext!: Buffer | null;

  /** One from before notes were sealed, until the worker has sealed it (by SQL); named here since the table has it. */
  @Column('text', { name: 'note', nullable: true, select: false })
  unsealedNote?: string | null;

  @Column('uuid', { nullable: true })
  recordedBy!: string | null;

  @Column('timestamptz')
  recordedAt!: Date;

  /** Owes nothing any more since then; an ended row stays in the file. */
  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('integer')
  version!: number;
}
