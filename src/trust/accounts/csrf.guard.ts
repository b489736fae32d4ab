import { timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Config } from '../../platform/config';
import { AppError } from '../../platform/errors';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

function same(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * Forms of a cookie session (design 8.12): the request must come from our own pages (Sec-Fetch-Site, or Origin in
 * older browsers) and carry the session's token in a field, or in the address where the body is an upload that is
 * not parsed yet. Bearer tokens are not sent by browsers by themselves and need none of it.
 */
@Injectable()
export class CsrfGuard implements CanActivate {
  constructor(private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (SAFE.has(request.method) || request.url.startsWith('/api/')) return true;
    if (!this.sameSite(request)) throw new AppError('form-from-elsewhere', 403);
    // Without a session (sign-in, registration) there is no authority that a foreign page could borrow.
    if (!request.csrf) return true;
    const body = request.body as { _csrf?: unknown } | null | undefined;
    const query = request.query as { _csrf?: unknown };
    if (!same(body?._csrf ?? query._csrf, request.csrf)) throw new AppError('form-expired', 403);
    return true;
  }

  private sameSite(request: FastifyRequest): boolean {
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined) return site === 'same-origin' || site === 'none';
    const { origin } = request.headers;
    if (origin === undefined) return true;
    return origin === this.config.publicUrl || origin === `${request.protocol}://${request.headers.host}`;
  }
}
