import { Body, Controller, Get, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { Actor } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { Answers } from '../../platform/http';
import { CurrentActor, RequirePermission } from '../access';
import { Accounts } from './accounts.service';
import { Credentials } from './credentials.store';
import { changePasswordInput, confirmSecondFactorInput } from './dto/account.dto';
import { meView, secondFactorView, viewAccount, viewActor } from './dto/account.view';
import { ChangePassword } from './use-cases/change-password.use-case';
import { SetUpSecondFactor } from './use-cases/set-up-second-factor.use-case';

/** One's own account. */
@Controller('api/v1/me')
@RequirePermission('console:use')
export class MeController {
  constructor(
    private readonly accounts: Accounts,
    private readonly credentials: Credentials,
    private readonly changePassword: ChangePassword,
    private readonly setUpSecondFactor: SetUpSecondFactor,
  ) {}

  @Get()
  @Answers(200, meView)
  async me(@CurrentActor() actor: Actor): Promise<z.infer<typeof meView>> {
    if (!actor.userId) throw notFound();
    const account = viewAccount(await this.accounts.get(actor.userId));
    const active = await this.credentials.account(actor.userId);
    return { self: '/api/v1/me', actor: viewActor(actor), account, secondFactor: active?.secondFactor ?? false };
  }

  @Post('password')
  @Answers(204)
  async password(@Body({ schema: changePasswordInput }) input: z.infer<typeof changePasswordInput>): Promise<void> {
    await this.changePassword.execute(input.current, input.password);
  }

  /** A secret to scan; nothing changes until it is confirmed. */
  @Get('second-factor')
  @Answers(200, secondFactorView)
  proposal(): Promise<z.infer<typeof secondFactorView>> {
    return this.setUpSecondFactor.propose();
  }

  @Post('second-factor')
  @Answers(204)
  async confirm(
    @Body({ schema: confirmSecondFactorInput }) input: z.infer<typeof confirmSecondFactorInput>,
  ): Promise<void> {
    await this.setUpSecondFactor.execute(input.secret, input.code);
  }
}
