import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WatchProblem } from './read-watch-list';
import type { WatchListState } from './watch-list.lifecycle';

/** A list of the agriculture desk (R105): whose it is, of which day, and what it differs in. */
@Entity('watch_lists')
export class WatchList {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  source!: string;

  @Column('date')
  listedOn!: string;

  @Column('text')
  fileName!: string;

  @Column('bytea')
  fileDigest!: Buffer;

  @Column('text')
  state!: WatchListState;

  @Column('integer')
  rowCount!: number;

  @Column('integer')
  problemCount!: number;

  /** People of the list in whose household there is a file that whoever tried the list may open. */
  @Column('integer')
  knownCount!: number;

  /** The same with a file that they may not open. */
  @Column('integer')
  outOfReachCount!: number;

  @Column('integer')
  unknownCount!: number;

  @Column('integer')
  theirsCount!: number;

  @Column('integer')
  oursCount!: number;

  @Column('integer')
  formulaCount!: number;

  @Column('jsonb')
  problems!: WatchProblem[];

  /** The sound rows, sealed with a key of the list; null once they are confirmed or given up. */
  @Column('bytea', { nullable: true })
  content!: Buffer | null;

  @Column('uuid')
  uploadedBy!: string;

  @Column('timestamptz')
  uploadedAt!: Date;

  @Column('uuid', { nullable: true })
  confirmedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  confirmedAt!: Date | null;

  @Column('integer')
  version!: number;
}
