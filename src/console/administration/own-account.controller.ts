import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import QRCode from 'qrcode';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { Accounts, ChangePassword, SetUpSecondFactor } from '../../trust/accounts';
import { emptyForm, type FormModel, Forms, type Redirect, redirect, type View, view } from '../shell';

const Password = z.strictObject({ current: z.string().max(500), password: z.string().max(500) });
const SecondFactor = z.strictObject({ secret: z.string().max(100), code: z.string().max(20) });

/** One's own account: password and second factor. */
@ApiExcludeController()
@Controller('console/account')
@RequirePermission('console:use')
export class OwnAccountController {
  constructor(
    private readonly forms: Forms,
    private readonly accounts: Accounts,
    private readonly changePassword: ChangePassword,
    private readonly secondFactor: SetUpSecondFactor,
  ) {}

  @Get()
  page(@CurrentActor() actor: Actor): Promise<View> {
    return this.ownPage(actor, emptyForm());
  }

  @Post('password')
  password(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, Password, {
      act: (input) => this.changePassword.execute(input.current, input.password),
      done: () => redirect('/console/account', { flash: { key: 'accounts.password-changed' } }),
      again: (form) => this.ownPage(actor, { ...form, values: {} }),
    });
  }

  @Get('second-factor')
  async proposal(): Promise<View> {
    const { secret, uri } = await this.secondFactor.propose();
    return this.factorPage(secret, uri, emptyForm());
  }

  @Post('second-factor')
  confirm(@Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, SecondFactor, {
      act: (input) => this.secondFactor.execute(input.secret, input.code),
      done: () => redirect('/console/account', { flash: { key: 'accounts.second-factor-on' } }),
      again: async (form) => {
        const { secret, uri } = await this.secondFactor.propose();
        return this.factorPage(secret, uri, { ...form, values: {} });
      },
    });
  }

  private async ownPage(actor: Actor, form: FormModel): Promise<View> {
    const row = await this.accounts.get(actor.userId ?? '');
    const account = { username: row.username, displayName: row.display_name, email: row.email };
    return view('console/administration/accounts/own', { account, form, roles: actor.roles });
  }

  private async factorPage(secret: string, uri: string, form: FormModel): Promise<View> {
    const code = await QRCode.toString(uri, { type: 'svg', margin: 1 });
    const picture = `data:image/svg+xml;base64,${Buffer.from(code).toString('base64')}`;
    return view('console/administration/accounts/second-factor', { secret, picture, form });
  }
}
