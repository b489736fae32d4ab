import { ledgerOf, type receiveLedger } from '../ledgers';
import type { UploadedAnswers } from './use-cases/upload-answers.use-case';

/** @throws AppError 422 at `file` */
export function answersOf(received: Awaited<ReturnType<typeof receiveLedger>>): UploadedAnswers {
  const { fileName, content } = ledgerOf(received);
  const order = received.values['order']?.trim();
  return { fileName, content, ...(order && { order }) };
}
