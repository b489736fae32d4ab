import type { RowFinding } from './seal';

/** One fault of the record, and where it begins. */
export interface AuditFinding {
  kind: RowFinding['kind'] | 'seal-edited' | 'seal-missing' | 'truncated' | 'rewritten' | 'pruning-unrecorded';
  sealNumber: string;
  /** The first bad row, when the finding is about a row. */
  rowId?: string;
  /** The last seal of a lost range that begins with `sealNumber`. */
  throughSeal?: string;
}
