import { Body, Controller, Get, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { Actor } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { Answers } from '../../platform/http';
import { BeforeNewPassword, CurrentActor, RequirePermission, WithoutDistrict } from '../access';
import { Accounts } from './accounts.service';
import { changePasswordInput } from './dto/account.dto';
import { meView, viewAccount, viewActor } from './dto/account.view';
import { RecoveryCodes } from './recovery-codes.store';
import { ChangePassword } from './use-cases/change-password.use-case';

/** One's own account. */
@Controller('api/v1/me')
@RequirePermission('console:use')
@WithoutDistrict()
export class MeController {
  constructor(
    private readonly accounts: Accounts,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly changePassword: ChangePassword,
  ) {}

  @Get()
  @Answers(200, meView)
  async me(@CurrentActor() actor: Actor): Promise<z.infer<typeof meView>> {
    if (!actor.userId) throw notFound();
    const account = viewAccount(await this.accounts.get(actor.userId));
    return {
      self: '/api/v1/me',
      actor: viewActor(actor),
      account,
      secondFactor: account.secondFactor,
      recoveryCodesLeft: await this.recoveryCodes.left(actor.userId),
    };
  }

  @Post('password')
  @BeforeNewPassword()
  @Answers(204)
  async password(@Body({ schema: changePasswordInput }) input: z.infer<typeof changePasswordInput>): Promise<void> {
    await this.changePassword.execute(input.current, input.password);
  }
}
