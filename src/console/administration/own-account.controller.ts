import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { BeforeNewPassword, CurrentActor, RequirePermission, WithoutDistrict } from '../../trust/access';
import type { Actor } from '../../platform/database';
import { Accounts, ChangePassword, RecoveryCodes } from '../../trust/accounts';
import { ConsoleSession, emptyForm, type FormModel, Forms, type Redirect, redirect, type View, view } from '../shell';

const Password = z.strictObject({ current: z.string().max(500), password: z.string().max(500) });

/** One's own account: password and second factor. */
@ApiExcludeController()
@Controller('console/account')
@RequirePermission('console:use')
@WithoutDistrict()
export class OwnAccountController {
  constructor(
    private readonly forms: Forms,
    private readonly accounts: Accounts,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly changePassword: ChangePassword,
    private readonly session: ConsoleSession,
  ) {}

  @Get()
  @BeforeNewPassword()
  page(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<View> {
    return this.ownPage(actor, request, emptyForm());
  }

  @Post('password')
  @BeforeNewPassword()
  password(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): Promise<View | Redirect> {
    return this.forms.submit(body, Password, {
      act: async (input) => {
        await this.changePassword.execute(input.current, input.password);
        await this.session.renew(request, reply);
      },
      done: () => redirect('/console/account', { flash: { key: 'accounts.password-changed' } }),
      again: (form) => this.ownPage(actor, request, { ...form, values: {} }),
    });
  }

  private async ownPage(actor: Actor, request: FastifyRequest, form: FormModel): Promise<View> {
    const row = await this.accounts.get(actor.userId ?? '');
    const account = { username: row.username, displayName: row.display_name, email: row.email };
    return view('console/administration/accounts/own', {
      account,
      form,
      roles: actor.roles,
      passwordTooOld: request.passwordTooOld ?? false,
      factor: request.secondFactor ?? null,
      codesLeft: await this.recoveryCodes.left(row.id),
    });
  }
}
