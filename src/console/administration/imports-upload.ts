import type { FastifyRequest } from 'fastify';
import { safeFileName, type Uploads } from '../../exchange/spreadsheets';
import { newId } from '../../platform/database';
import { AppError, invalid } from '../../platform/errors';

/** A form with a file, taken apart: its fields, and the file on disk under the id of the coming run. */
export interface UploadedForm {
  values: Record<string, string>;
  file: { id: string; fileName: string; fault: 'upload-missing' | 'upload-empty' | 'upload-too-large' | null };
}

const tooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'FST_REQ_FILE_TOO_LARGE';

/** Streams the one file of a form to disk, so that even a large directory needs no memory. @throws AppError 400 */
export async function receiveUpload(request: FastifyRequest, uploads: Uploads): Promise<UploadedForm> {
  if (!request.isMultipart()) throw new AppError('upload-missing', 400);
  const values: Record<string, string> = {};
  const file: UploadedForm['file'] = { id: newId(), fileName: '', fault: 'upload-missing' };
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') values[part.fieldname] = String(part.value);
      else if (!part.filename) part.file.resume();
      else {
        file.fileName = safeFileName(part.filename);
        await uploads.keep(file, part.file);
        const content = part.file.bytesRead === 0 ? 'upload-empty' : null;
        file.fault = part.file.truncated ? 'upload-too-large' : content;
      }
    }
  } catch (error) {
    if (!tooLarge(error)) throw error;
    file.fault = 'upload-too-large';
  }
  return { values, file };
}

/** @throws AppError 422 at the field of the file */
export function requireFile({ file }: UploadedForm): void {
  if (file.fault !== null) throw invalid([{ field: 'file', code: file.fault }]);
}
