import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ExportKindName, ExportMode, RequestedGroup } from './export-kind';

export const exportFormats = ['csv', 'xlsx'] as const;
/** `asked` and `refused`: an identified list that a second person has to agree to (R88). */
export const exportStates = ['asked', 'waiting', 'ready', 'failed', 'refused', 'ended'] as const;
export const exportEnds = ['expired', 'deleted', 'post-ended', 'household-closed', 'unanswered'] as const;
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

  /** The request of a supervising organ that an identified list rests on (R88). */
  @Column('text', { nullable: true })
  requestNumber!: string | null;

  @Column('text', { nullable: true })
  requestOrgan!: string | null;

  /** YYYY-MM-DD. */
  @Column('date', { nullable: true })
  requestDate!: string | null;

  /** What of C3 the request names. */
  @Column('text', { array: true, nullable: true })
  fieldGroups!: RequestedGroup[] | null;

  /** The second person, and what they decided. */
  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('text', { nullable: true })
  decisionNote!: string | null;

  /** Why, and until when, the households do not see yet that their row left the house. */
  @Column('text', { nullable: true })
  noticeDelayReason!: string | null;

  @Column('timestamptz', { nullable: true })
  noticeDueAt!: Date | null;

  @Column('jsonb')
  filter!: ExportFilter;

  @Column('text')
  state!: ExportState;

  /** Code of the error that kept it from being made. */
  @Column('text', { nullable: true })
  failure!: string | null;

  @Column('text', { nullable: true })
  endReason!: (typeof exportEnds)[number] | null;

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
