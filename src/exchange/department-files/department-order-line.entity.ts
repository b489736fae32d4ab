import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One question of an order by its place in the file. */
@Entity('department_order_lines')
export class DepartmentOrderLine {
  @PrimaryColumn('uuid')
  orderId!: string;

  /** From 1. */
  @PrimaryColumn('integer')
  line!: number;

  @Column('uuid')
  answerId!: string;

  @Column('uuid')
  callId!: string;

  /** Last day of the authorisation that the question rests on. */
  @Column('date')
  authorisedUntil!: string;
}
