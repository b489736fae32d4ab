import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which commitments are looked at later, and how that came about (R89): seed and pool let anybody draw again. */
@Entity('commitment_draws')
export class CommitmentDraw {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  seed!: string;

  @Column('integer')
  percent!: number;

  /** Numbers of all commitments that took part. */
  @Column('text', { array: true })
  pool!: string[];

  /** Numbers of those that were drawn. */
  @Column('text', { array: true })
  drawn!: string[];

  @Column('uuid', { nullable: true })
  drawnBy!: string | null;

  @Column('timestamptz')
  drawnAt!: Date;
}
