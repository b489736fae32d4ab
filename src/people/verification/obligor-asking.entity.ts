import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The household was asked who owes it support, and there is nobody. Ends when somebody is named (R65). */
@Entity('support_obligor_askings')
export class ObligorAsking {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('date')
  askedOn!: string;

  @Column('uuid', { nullable: true })
  recordedBy!: string | null;

  @Column('timestamptz')
  recordedAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}
