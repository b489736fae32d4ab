import type { FastifyRequest } from 'fastify';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { requestContext } from '../../platform/http';
import { defaultLocale, type Locale, supportedLocale } from '../../platform/i18n';

/** Language of the current request. */
export const pageLocale = (): Locale => supportedLocale(requestContext.getStore()?.locale) ?? defaultLocale;

/** Parameter of a controller: the reader's language. */
export const CurrentLocale = createParamDecorator((_: unknown, _context: ExecutionContext): Locale => pageLocale());

/** Address of the current page with its query, to come back to after signing in or changing the language. */
export const currentAddress = (request: FastifyRequest): string =>
  request.method === 'GET' ? request.url : (request.url.split('?')[0] ?? '/');

/** `address` when it stays on this site, else the home page: an answer never sends people elsewhere. */
export function ownAddress(address: unknown, fallback = '/console'): string {
  return typeof address === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(address) ? address : fallback;
}
