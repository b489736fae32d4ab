import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ExportKindName, ExportMode } from './export-kind';

export const exportFormats = ['csv', 'xlsx'] as const;
export const exportStates = ['waiting', 'ready', 'failed', 'ended'] as const;
export type ExportState = (typeof exportStates)[number];

/** What an export is limited to: codes and months only. */
export interface ExportFilter {
  regionCode?: string;
  /** `1/5/9/` */
  regionPath?: string;
  /** YYYY-MM. */
  from?: string;
  until?: string;
}

/** One order of a file that leaves the house; the file itself lies sealed elsewhere, and not for long (C2). */
@Entity('exports')
export class Export {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('text')
  districtCode!: string;

  @Column({ type: 'text', collation: 'C' })
  regionPath!: string;

  @Column('uuid')
  orderedBy!: string;

  @Column('text')
  kind!: ExportKindName;

  @Column('text')
  mode!: ExportMode;

  @Column('text')
  format!: (typeof exportFormats)[number];

  @Column('text')
  locale!: string;

  @Column('text')
  reason!: string;

  @Column('jsonb')
  filter!: ExportFilter;

  @Column('text')
  state!: ExportState;

  /** Code of the error that kept it from being made. */
  @Column('text', { nullable: true })
  failure!: string | null;

  @Column('text', { nullable: true })
  endReason!: 'expired' | 'deleted' | 'post-ended' | 'household-closed' | null;

  @Column('uuid', { nullable: true })
  jobRunId!: string | null;

  @Column('integer', { nullable: true })
  rowCount!: number | null;

  /** Combinations with too few records to be named. */
  @Column('integer', { nullable: true })
  leftOut!: number | null;

  @Column('text', { nullable: true })
  fileName!: string | null;

  @Column('integer', { nullable: true })
  fileSize!: number | null;

  @Column('timestamptz')
  orderedAt!: Date;

  @Column('timestamptz', { nullable: true })
  readyAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('integer')
  downloads!: number;

  @Column('timestamptz', { nullable: true })
  lastDownloadAt!: Date | null;

  @Column('integer')
  version!: number;
}
