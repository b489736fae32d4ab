import { Column, Entity, PrimaryColumn } from 'typeorm';

export const orderStates = ['sent', 'partly-answered', 'answered', 'cancelled', 'closed'] as const;
export type OrderState = (typeof orderStates)[number];

/** What one department was asked by one file: numbers only, names are read when the file is fetched (R93). */
@Entity('department_orders')
export class DepartmentOrder {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  department!: string;

  @Column('text')
  state!: OrderState;

  @Column('text')
  packVersion!: string;

  @Column('uuid')
  orderedBy!: string;

  @Column('timestamptz')
  orderedAt!: Date;

  /** When the department has to have answered. */
  @Column('timestamptz')
  dueAt!: Date;

  /** How long the file can be fetched. */
  @Column('timestamptz')
  fileUntil!: Date;

  @Column('integer')
  callCount!: number;

  @Column('integer')
  lineCount!: number;

  @Column('integer')
  answeredCount!: number;

  /** Calls that waited and were not put into it, since nobody may be asked about any more. */
  @Column('integer')
  leftOut!: number;

  @Column('integer')
  downloads!: number;

  @Column('timestamptz', { nullable: true })
  lastDownloadAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  cancelledAt!: Date | null;

  /** When a person gave up what had not come, and why; an answer to all of it may still come later. */
  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('uuid', { nullable: true })
  closedBy!: string | null;

  @Column('text', { nullable: true })
  closeReason!: string | null;

  @Column('integer')
  version!: number;
}
