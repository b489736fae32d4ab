import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { forbidden } from '../../platform/errors';

/** What a form carries; an upload's body is not read yet when this is asked, so its token stands in the address. */
interface Submission {
  body?: unknown;
  query: unknown;
  headers: IncomingHttpHeaders;
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);

/**
 * Refuses a write that another site's page sent. Programs send neither header and are not what forgery needs.
 * @throws AppError 403 `cross-site-refused`
 */
export function checkOrigin(headers: IncomingHttpHeaders, publicUrl: string): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw forbidden('cross-site-refused');
  const { origin, host } = headers;
  if (origin === undefined) return;
  const own = [host, hostOf(publicUrl)];
  if (!own.includes(hostOf(origin) ?? 'no host')) throw forbidden('cross-site-refused');
}

const textOf = (value: unknown, name: string): string | undefined => {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof found === 'string' ? found : undefined;
};

/** Refuses a form that does not carry its session's secret. @throws AppError 403 `cross-site-refused` */
export function checkToken({ body, query, headers }: Submission, csrf: string): void {
  const given = textOf(headers, 'x-csrf-token') ?? textOf(body, '_csrf') ?? textOf(query, '_csrf') ?? '';
  const [one, other] = [Buffer.from(given), Buffer.from(csrf)];
  if (one.length !== other.length || !timingSafeEqual(one, other)) throw forbidden('cross-site-refused');
}
