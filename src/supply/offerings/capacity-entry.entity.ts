import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One entry of the capacity ledger; never changed. */
@Entity('capacity_entries')
export class CapacityEntry {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  offeringId!: string;

  @Column('text')
  period!: string;

  @Column('text')
  kind!: 'opened' | 'reserved' | 'taken' | 'released' | 'corrected';

  @Column('integer')
  quantity!: number;

  @Column('uuid', { nullable: true })
  holderId!: string | null;

  @Column('uuid', { nullable: true })
  enteredBy!: string | null;

  @Column('timestamptz')
  enteredAt!: Date;

  @Column('text', { nullable: true })
  note!: string | null;
}
