import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AskingWay } from '../../reference/policies';

/** How a district asks a department, where somebody has said otherwise than the pack. */
@Entity('department_ways')
export class DepartmentWay {
  @PrimaryColumn('text')
  districtCode!: string;

  @PrimaryColumn('text')
  department!: string;

  @Column('text')
  way!: AskingWay;

  @Column('uuid')
  decidedBy!: string;

  @Column('timestamptz')
  decidedAt!: Date;
}
