import type { FastifyRequest } from 'fastify';
import { AppError, invalid } from '../../platform/errors';
import { safeFileName } from '../spreadsheets';
import { MOST_BYTES } from './read-ledger';
import type { UploadedLedger } from './use-cases/upload-ledger.use-case';

/** A form with a ledger, taken apart; the file stays in memory, since its rows must not lie on a disk unsealed. */
export interface ReceivedLedger {
  values: Record<string, string>;
  fileName: string;
  content: Buffer | null;
  tooLarge: boolean;
}

/** @throws AppError 400 `upload-missing` when it is no form with parts */
export async function receiveLedger(request: FastifyRequest): Promise<ReceivedLedger> {
  if (!request.isMultipart()) throw new AppError('upload-missing', 400);
  const received: ReceivedLedger = { values: {}, fileName: '', content: null, tooLarge: false };
  for await (const part of request.parts()) {
    if (part.type === 'field') received.values[part.fieldname] = String(part.value);
    else {
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of part.file) {
        size += (chunk as Buffer).length;
        if (size <= MOST_BYTES) chunks.push(chunk as Buffer);
      }
      received.tooLarge ||= size > MOST_BYTES;
      if (part.filename) [received.fileName, received.content] = [safeFileName(part.filename), Buffer.concat(chunks)];
    }
  }
  return received;
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
