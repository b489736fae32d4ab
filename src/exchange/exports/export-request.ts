import { invalid, type FieldError } from '../../platform/errors';
import type { OrderExport } from './dto/export.dto';
import type { Export } from './export.entity';

export type ExportRequest = Pick<Export, 'requestNumber' | 'requestOrgan' | 'requestDate' | 'fieldGroups'>;

/**
 * The request that an identified list rests on, all of it; no other export has one (R88).
 * @throws AppError 422 `export-request-needed`, `export-request-not-asked`, `day-ahead`
 */
export function requestOf(input: OrderExport, today: string): ExportRequest {
  const { mode, requestNumber, requestOrgan, requestDate, fieldGroups } = input;
  const parts = { requestNumber, requestOrgan, requestDate, fieldGroups: fieldGroups.length > 0 || undefined };
  const identified = mode === 'identified';
  const wrong = Object.entries(parts).filter(([, part]) => (part === undefined) === identified);
  const code = identified ? 'export-request-needed' : 'export-request-not-asked';
  if (wrong.length > 0) throw invalid(wrong.map(([field]): FieldError => ({ field, code })));
  if (requestDate !== undefined && requestDate > today) throw invalid([{ field: 'requestDate', code: 'day-ahead' }]);
  return {
    ...{ requestNumber: requestNumber ?? null, requestOrgan: requestOrgan ?? null, requestDate: requestDate ?? null },
    fieldGroups: identified ? [...new Set(fieldGroups)] : null,
  };
}

/** What the record gives as the purpose: with the request that it rests on. */
export const purposeOf = ({ requestOrgan, requestNumber, reason }: Export): string =>
  requestNumber === null ? reason : `${requestOrgan ?? ''} ${requestNumber}: ${reason}`;

/** What stands in every row of the file: its own number, and that of the request. */
export const numbersOf = ({ number, requestNumber }: Export): string =>
  requestNumber === null ? number : `${number} / ${requestNumber}`;
