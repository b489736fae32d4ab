import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One delivered piece of service. */
@Entity('deliveries')
export class Delivery {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  referralId!: string;

  @Column('uuid')
  providerId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('date')
  deliveredOn!: string;

  @Column('integer')
  units!: number;

  @Column('bytea', { nullable: true })
  noteCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  recordedBy!: string | null;

  @Column('text')
  recordedByName!: string;

  @Column('timestamptz')
  recordedAt!: Date;

  @Column('uuid', { nullable: true })
  correctedBy!: string | null;
}
