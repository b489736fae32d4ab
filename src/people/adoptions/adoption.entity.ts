import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AdoptionState } from './adoption.lifecycle';

/** The wish that a draft, as it was simulated, be in force from a day, and what a second person said to it (R2). */
@Entity('pack_adoptions')
export class Adoption {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('text')
  districtCode!: string;

  @Column('uuid')
  draftId!: string;

  /** State of the draft that was asked for: another one has to be simulated and asked for anew. */
  @Column('integer')
  draftVersion!: number;

  @Column('uuid')
  simulationId!: string;

  @Column('date')
  effectiveFrom!: string;

  @Column('text')
  reason!: string;

  @Column('text')
  state!: AdoptionState;

  @Column('uuid')
  askedBy!: string;

  @Column('timestamptz')
  askedAt!: Date;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('text', { nullable: true })
  decisionReason!: string | null;

  /** Code and version of the pack that it became. */
  @Column('text', { nullable: true })
  packCode!: string | null;

  @Column('text', { nullable: true })
  packVersion!: string | null;

  @Column('uuid', { nullable: true })
  withdrawnBy!: string | null;

  @Column('timestamptz', { nullable: true })
  withdrawnAt!: Date | null;

  @Column('text', { nullable: true })
  withdrawReason!: string | null;

  @Column('integer')
  version!: number;
}
