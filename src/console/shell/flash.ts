import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Flash } from './view';

const COOKIE = 'flash';
const SECONDS = 60;

const stored = z.object({
  key: z.string().regex(/^[\w.-]{1,100}$/),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  kind: z.enum(['success', 'notice']).optional(),
});

/** Keeps the notice for the next page of this browser, one minute at most. */
export function keepFlash(reply: FastifyReply, flash: Flash, secure: boolean): void {
  const value = Buffer.from(JSON.stringify(flash)).toString('base64url');
  void reply.setCookie(COOKIE, value, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: SECONDS });
}

/** The notice kept for this page, once; null when there is none or it is not one of ours. */
export function takeFlash(request: FastifyRequest, reply: FastifyReply): Flash | null {
  const value = request.cookies?.[COOKIE];
  if (!value) return null;
  void reply.clearCookie(COOKIE, { path: '/' });
  try {
    return stored.parse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}
