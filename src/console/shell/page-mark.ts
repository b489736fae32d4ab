import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';

/**
 * A new cookie with every page. Chromium keeps a page that was left whole for the way back, `no-store` or not, and shows
 * it without asking anybody, unless a cookie that no script reads has changed meanwhile. So the way back asks the server,
 * script or not, and shows nothing that its reader may no longer see (A11). The value says nothing and is kept nowhere.
 */
export function markPage(reply: FastifyReply, secure: boolean): void {
  const value = randomBytes(9).toString('base64url');
  void reply.setCookie('page', value, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}
