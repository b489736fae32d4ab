import { Column, Entity, PrimaryColumn } from 'typeorm';

export const conflictKinds = ['self', 'relative', 'neighbour', 'other'] as const;
export type ConflictKind = (typeof conflictKinds)[number];

/** Somebody who must not open a file, since it is their own or that of people they are close to (C3). */
@Entity('conflicts')
export class Conflict {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  accountId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  householdNumber!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  kind!: ConflictKind;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('uuid')
  declaredBy!: string;

  @Column('timestamptz')
  declaredAt!: Date;

  /** Last day, for what passes by itself; null without an end. */
  @Column('date', { nullable: true })
  validUntil!: string | null;

  @Column('uuid', { nullable: true })
  endedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  endReason!: string | null;

  @Column('integer')
  version!: number;
}
