import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An offer to hand a case to another tier; until it is accepted the sender stays responsible (R10). */
@Entity('handovers')
export class Handover {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  caseId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid')
  fromUnitId!: string;

  @Column('uuid')
  toUnitId!: string;

  @Column('uuid', { nullable: true })
  toAccountId!: string | null;

  @Column('text')
  state!: 'offered' | 'accepted' | 'returned';

  @Column('text')
  reasonCode!: string;

  @Column('text')
  residualDifficulty!: string;

  @Column('text', { nullable: true })
  returnReason!: string | null;

  @Column('uuid')
  offeredBy!: string;

  @Column('timestamptz')
  offeredAt!: Date;

  @Column('uuid', { nullable: true })
  answeredBy!: string | null;

  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;
}
