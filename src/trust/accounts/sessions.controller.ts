import { Body, Controller, Delete, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor } from '../../platform/database';
import { Answers, Open, OwnTransaction } from '../../platform/http';
import { BeforeNewPassword, BeforeSecondFactor, CurrentActor, RequirePermission } from '../access';
import { signInInput } from './dto/account.dto';
import { signedInView, viewActor } from './dto/account.view';
import { Sessions } from './sessions.service';
import { SignIn } from './use-cases/sign-in.use-case';

/** Bearer tokens for users of the API; the console signs in by cookie. */
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(
    private readonly signInUseCase: SignIn,
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
    const signedIn = await this.signInUseCase.execute({ ...input, address: request.ip, kind: 'bearer' });
    const enrolAt = signedIn.secondFactor === 'missing' ? '/api/v1/me/second-factor' : null;
    return { token: signedIn.token, actor: viewActor(signedIn.actor), enrolAt };
  }

  @Delete('current')
  @RequirePermission('console:use')
  @BeforeSecondFactor()
  @BeforeNewPassword()
  @Answers(204)
  async signOut(@CurrentActor() actor: Actor): Promise<void> {
    if (actor.sessionId) await this.sessions.end(actor.sessionId);
  }
}
