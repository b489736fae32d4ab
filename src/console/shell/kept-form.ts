import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ownAddress } from './page-locale';
import { typedValues } from './posted-values';

const MOST_CHARACTERS = 300_000;

const KeptForm = z.object({
  url: z.string().max(2000),
  fields: z.array(z.tuple([z.string().max(200), z.string()])).max(2000),
});

/** A form that was posted after the login had ended: where it goes, and everything that was typed. */
export type KeptForm = z.output<typeof KeptForm>;

/**
 * The posted form as one opaque text for a hidden field of the sign-in page (answers are never stored by caches).
 * @returns null when there is nothing to keep, or it did not come from a page of ours
 */
export function keptForm(request: FastifyRequest): string | null {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return null;
  const version = (request.body as { _version?: unknown } | null | undefined)?._version;
  const typed = Object.entries({
    ...typedValues(request.body),
    ...(typeof version === 'string' && { _version: version }),
  });
  const fields = typed.flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => typeof item === 'string')
      .map((item) => [name, item] as [string, string]),
  );
  if (fields.length === 0) return null;
  const text = Buffer.from(JSON.stringify({ url: request.url, fields })).toString('base64url');
  return text.length > MOST_CHARACTERS ? null : text;
}

/** Reads the hidden field back; null when it is missing, broken, or would lead off this site. */
export function readKeptForm(text: unknown): KeptForm | null {
  if (typeof text !== 'string' || text === '' || text.length > MOST_CHARACTERS) return null;
  try {
    const kept = KeptForm.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return ownAddress(kept.url, '') === '' ? null : kept;
  } catch {
    return null;
  }
}
