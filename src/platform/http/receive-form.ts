import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors';

/** A form with a file, taken apart; the file stays in memory, since what tells of people must not lie on a disk unsealed. */
export interface ReceivedForm {
  values: Record<string, string>;
  /** As the sender's machine calls it. */
  fileName: string;
  content: Buffer | null;
  tooLarge: boolean;
}

const cutOff = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'FST_REQ_FILE_TOO_LARGE';

/** @throws AppError 400 `upload-missing` when it is no form with parts */
export async function receiveForm(request: FastifyRequest, mostBytes: number): Promise<ReceivedForm> {
  if (!request.isMultipart()) throw new AppError('upload-missing', 400);
  const received: ReceivedForm = { values: {}, fileName: '', content: null, tooLarge: false };
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') received.values[part.fieldname] = String(part.value);
      else {
        const chunks: Buffer[] = [];
        let size = 0;
        for await (const chunk of part.file) {
          size += (chunk as Buffer).length;
          if (size <= mostBytes) chunks.push(chunk as Buffer);
        }
        received.tooLarge ||= size > mostBytes;
        if (part.filename) [received.fileName, received.content] = [part.filename, Buffer.concat(chunks)];
      }
    }
  } catch (error) {
    if (!cutOff(error)) throw error;
    received.tooLarge = true;
  }
  return received;
}
