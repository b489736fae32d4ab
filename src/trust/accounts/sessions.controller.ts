import { Body, Controller, Delete, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor } from '../../platform/database';
import { Answers, Open, OwnTransaction } from '../../platform/http';
import { CurrentActor, RequirePermission } from '../access';
import { Accounts } from './accounts.service';
import { signInInput } from './dto/account.dto';
import { signedInView, viewActor } from './dto/account.view';
import { Sessions } from './sessions.service';

/** Bearer tokens for users of the API; the console signs in by cookie. */
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
  ) {}

  @Post()
  @Open()
  @OwnTransaction()
  @Answers(201, signedInView)
  async signIn(
    @Body({ schema: signInInput }) input: z.infer<typeof signInInput>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof signedInView>> {
    const { token, actor } = await this.accounts.signIn({ ...input, address: request.ip, kind: 'bearer' });
    return { token, actor: viewActor(actor) };
  }

  @Delete('current')
  @RequirePermission('console:use')
  @Answers(204)
  async signOut(@CurrentActor() actor: Actor): Promise<void> {
    if (actor.sessionId) await this.sessions.end(actor.sessionId);
  }
}
