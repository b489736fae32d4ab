import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A proposed class with its calculation, and what a person decided (R3, R11). */
@Entity('classifications')
export class Classification {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('integer', { nullable: true })
  proposedClass!: number | null;

  @Column('integer', { array: true })
  proposedSecondary!: number[];

  @Column('jsonb')
  inputs!: unknown;

  @Column('jsonb')
  steps!: unknown;

  @Column('text')
  packVersion!: string;

  @Column('text')
  state!: 'proposed' | 'confirmed' | 'superseded';

  @Column('integer', { nullable: true })
  decidedClass!: number | null;

  @Column('integer', { array: true, nullable: true })
  decidedSecondary!: number[] | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('uuid', { nullable: true })
  proposedBy!: string | null;

  @Column('timestamptz')
  proposedAt!: Date;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('integer')
  version!: number;
}
