import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A dated label of a household, as a list of another desk says (R105); it stands for no class of ours. */
@Entity('watch_labels')
export class WatchLabel {
  @PrimaryColumn('uuid')
  listId!: string;

  @PrimaryColumn('uuid')
  householdId!: string;

  @PrimaryColumn('text')
  label!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('date')
  since!: string;

  @Column('text')
  source!: string;

  @Column('date')
  listedOn!: string;
}
