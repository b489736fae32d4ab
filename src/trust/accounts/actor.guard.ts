import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Config } from '../../platform/config';
import { requestContext, sessionCookie } from '../../platform/http';
import { inOneDistrict } from './one-district';
import { Sessions } from './sessions.service';

/** Name of the cookie of a household's page; apart from the console's, since both may be open on one computer. */
export const householdCookieName = 'household';

/**
 * Puts the actor on the request: bearer token for the API, cookie for the console, household cookie below /h/. It
 * refuses nobody; a wrong token is simply nobody, and the permission guard says what that means.
 */
@Injectable()
export class ActorGuard implements CanActivate {
  constructor(
    private readonly sessions: Sessions,
    private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const found = await this.resolve(request);
    if (found) {
      Object.assign(request, inOneDistrict(found.actor, request));
      request.csrf = found.csrf;
      request.credential = found.credential;
      request.secondFactor = found.secondFactor;
      request.passwordTooOld = found.passwordTooOld;
      request.scopes = found.scopes;
      request.sessionEnds = found.ends;
      const asked = requestContext.getStore();
      if (asked) asked.path = request.url.split('?')[0] ?? '';
    }
    return true;
  }

  private async resolve(request: FastifyRequest) {
    if (request.url.startsWith('/api/')) {
      const [, token] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
      const session = token ? await this.sessions.resolve(token, 'bearer') : null;
      return session && { ...session, credential: session.scopes ? ('api-key' as const) : ('bearer' as const) };
    }
    const household = request.url.startsWith('/h/');
    const token = request.cookies[household ? householdCookieName : sessionCookie(this.config).name];
    const session = token ? await this.sessions.resolve(token, household ? 'household' : 'cookie') : null;
    return session && { ...session, credential: household ? ('link' as const) : ('cookie' as const) };
  }
}
