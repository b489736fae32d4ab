import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TakeAlongState } from './take-along.lifecycle';

/** Why the server refuses a device: given back, lost, a day has gone by, or its owner has logged out. */
export const deviceEnds = ['returned', 'lost', 'expired', 'signed-out'] as const;
export type DeviceEnd = (typeof deviceEnds)[number];

/** Instruments and households on a device, by an explicit act of a worker (R103). */
@Entity('take_alongs')
export class TakeAlong {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  accountId!: string;

  @Column('uuid')
  sessionId!: string;

  @Column('text')
  districtCode!: string;

  /** Of the post that its owner had then. */
  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  /** As its owner calls it, e.g. "office phone 2". */
  @Column('text')
  device!: string;

  @Column('text')
  purpose!: string;

  @Column('text')
  state!: TakeAlongState;

  @Column('text', { nullable: true })
  endReason!: 'returned' | 'lost' | null;

  @Column('timestamptz')
  takenAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('uuid', { nullable: true })
  endedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  lastPacketAt!: Date | null;

  @Column('integer')
  version!: number;
}

/** One of the households that are on the device. */
@Entity('take_along_households')
export class TakeAlongHousehold {
  @PrimaryColumn('uuid')
  takeAlongId!: string;

  @PrimaryColumn('uuid')
  householdId!: string;
}
