import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClassificationFacts, ClassificationRules, ClassificationStep } from './propose-class';

/** Everything the calculation rested on, so that it can be replayed to the same result (design 4). */
export interface ClassificationInputs {
  facts: ClassificationFacts;
  rules: ClassificationRules;
}

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
  inputs!: ClassificationInputs;

  @Column('jsonb')
  steps!: ClassificationStep[];

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
