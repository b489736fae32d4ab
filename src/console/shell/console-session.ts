import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../platform/config';
import { sessionCookie } from '../../platform/http';
import { Sessions } from '../../trust/accounts';

/** The cookie session of the reader, when its token has to change. */
@Injectable()
export class ConsoleSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly config: Config,
  ) {}

  /**
   * A new token in the place of the one that came with the request, after a password or a second factor was set (ASVS
   * 5.0 7.2.4): who knew the old one is out. The forms of the answer carry the new secret.
   */
  async renew(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { token, csrf, actor } = await this.sessions.renew(request.ip);
    const { name, options } = sessionCookie(this.config);
    void reply.setCookie(name, token, options);
    request.actor = actor;
    request.csrf = csrf;
    request.passwordTooOld = false;
  }
}
