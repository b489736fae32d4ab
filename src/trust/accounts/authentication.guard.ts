import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Config } from '../../platform/config';
import { anonymousActor } from '../../platform/database';
import { sessionCookie } from '../../platform/http';
import { checkOrigin, checkToken } from './forgery';
import { Sessions } from './sessions.service';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Name and flags of the cookie of the household pages; apart from the console's, since both may be open at once. */
export function householdCookie(config: Config): ReturnType<typeof sessionCookie> {
  const { name, options } = sessionCookie(config);
  return { name: name.replace('session', 'household'), options };
}

/**
 * Says who asks, before the permission guard decides whether they may: bearer token or API key, the console's cookie,
 * or under `/h/` the household's. Writes by cookie must show that they come from our own page (CSRF, design 8.12).
 */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly sessions: Sessions,
    private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const writes = !READING.has(request.method);
    request.actor = anonymousActor();
    const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer) {
      const found = await this.sessions.resolve(bearer, 'bearer');
      if (found)
        Object.assign(request, { actor: found.actor, credential: found.actor.sessionId ? 'bearer' : 'api-key' });
      return true;
    }
    if (writes) checkOrigin(request.headers, this.config.publicUrl);
    const household = request.url.startsWith('/h/');
    const token = request.cookies[household ? householdCookie(this.config).name : sessionCookie(this.config).name];
    const found = token ? await this.sessions.resolve(token, household ? 'household' : 'cookie') : null;
    if (!found) return true;
    if (writes) checkToken(request, found.csrf);
    Object.assign(request, { actor: found.actor, csrf: found.csrf, credential: household ? 'link' : 'cookie' });
    return true;
  }
}
