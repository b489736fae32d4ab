import { Column, Entity, PrimaryColumn } from 'typeorm';

export const pinKinds = ['pin', 'forbid'] as const;

/** A person's choice for a need, with the reason; every later round keeps it (R22). */
@Entity('allocation_pins')
export class AllocationPin {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  allocationId!: string;

  @Column('uuid')
  needId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid')
  offeringId!: string;

  @Column('text')
  kind!: (typeof pinKinds)[number];

  @Column('text')
  reason!: string;

  @Column('uuid')
  madeBy!: string;

  @Column('timestamptz')
  madeAt!: Date;

  @Column('uuid', { nullable: true })
  removedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  removedAt!: Date | null;
}
