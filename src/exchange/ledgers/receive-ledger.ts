import type { FastifyRequest } from 'fastify';
import { invalid } from '../../platform/errors';
import { receiveForm, type ReceivedForm } from '../../platform/http';
import { safeFileName } from '../spreadsheets';
import { MOST_BYTES } from './read-ledger';
import type { UploadedLedger } from './use-cases/upload-ledger.use-case';

/** A form with a ledger, taken apart. */
export type ReceivedLedger = ReceivedForm;

/** @throws AppError 400 `upload-missing` when it is no form with parts */
export async function receiveLedger(request: FastifyRequest): Promise<ReceivedLedger> {
  const received = await receiveForm(request, MOST_BYTES);
  return { ...received, fileName: received.content === null ? '' : safeFileName(received.fileName) };
}

/** @throws AppError 422 at `file` */
export function ledgerOf({ values, fileName, content, tooLarge }: ReceivedLedger): UploadedLedger {
  const megabytes = MOST_BYTES / 1024 / 1024;
  if (tooLarge) throw invalid([{ field: 'file', code: 'ledger-too-large', params: { megabytes } }]);
  if (content === null) throw invalid([{ field: 'file', code: 'upload-missing' }]);
  if (content.length < 8) throw invalid([{ field: 'file', code: 'upload-empty' }]);
  const sheet = values['sheet']?.trim();
  return { fileName, content, ...(sheet && { sheet }) };
}
