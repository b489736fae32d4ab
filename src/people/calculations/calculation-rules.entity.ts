import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The rules of one pack version, whole: packs change, what was calculated by them can still be done again. */
@Entity('calculation_rules')
export class CalculationRules {
  /** SHA-256 of the content. */
  @PrimaryColumn('text')
  digest!: string;

  @Column('text')
  packVersion!: string;

  /** Canonical text of heads and rules. */
  @Column('text')
  content!: string;
}
