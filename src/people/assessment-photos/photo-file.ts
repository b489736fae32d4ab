import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { AssessmentPhoto } from './assessment-photo.entity';

const ENDINGS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const;

/** What somebody uploaded is never a page of ours: nothing in it runs, nobody frames it, no browser guesses at it (design 8.11). */
export const LOCKED_UP = "default-src 'none'; sandbox; frame-ancestors 'none'";

/** The picture as a file to be saved; its name tells of nobody. */
export function photoFile(
  reply: FastifyReply,
  { id, mediaType }: Pick<AssessmentPhoto, 'id' | 'mediaType'>,
  content: Buffer,
): StreamableFile {
  void reply
    .header('content-security-policy', LOCKED_UP)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store');
  const disposition = `attachment; filename="${id}.${ENDINGS[mediaType]}"`;
  return new StreamableFile(content, { type: mediaType, disposition, length: content.length });
}
