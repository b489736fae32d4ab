import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PackChange } from './pack-change';

export const draftStates = ['open', 'dropped', 'adopted'] as const;

/** A pack with changed numbers, until somebody adopts it: the version it stands on and what is changed (R2, design 4). */
@Entity('pack_drafts')
export class PackDraft {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  name!: string;

  @Column('text')
  baseCode!: string;

  @Column('text')
  baseVersion!: string;

  @Column('jsonb')
  changes!: PackChange[];

  @Column('text')
  state!: (typeof draftStates)[number];

  @Column('uuid')
  madeBy!: string;

  @Column('timestamptz')
  madeAt!: Date;

  @Column('timestamptz')
  changedAt!: Date;

  @Column('timestamptz', { nullable: true })
  droppedAt!: Date | null;

  @Column('integer')
  version!: number;
}
