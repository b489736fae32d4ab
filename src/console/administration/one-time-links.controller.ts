import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Open } from '../../platform/http';
import { AcceptInvitation, ResetPassword } from '../../trust/accounts';
import { emptyForm, type FormModel, Forms, type Redirect, redirect, type View, view } from '../shell';

const Invitation = z.strictObject({
  username: z.string().min(3).max(60),
  displayName: z.string().min(1).max(80),
  password: z.string().max(500),
});
const NewPassword = z.strictObject({ password: z.string().max(500) });

/**
 * The two pages that a one-time link leads to. Opening one changes nothing: chat programs fetch links ahead. A link that
 * was used, has expired, was replaced or never was leads to one and the same page, which says whom to ask.
 */
@ApiExcludeController()
@Controller()
@Open()
export class OneTimeLinksController {
  constructor(
    private readonly forms: Forms,
    private readonly acceptInvitation: AcceptInvitation,
    private readonly resetPassword: ResetPassword,
  ) {}

  @Get('invitations/:token')
  async invitation(@Param('token') token: string): Promise<View> {
    await this.acceptInvitation.preview(token);
    return this.invitationPage(token, emptyForm());
  }

  @Post('invitations/:token')
  accept(@Param('token') token: string, @Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, Invitation, {
      act: (input) => this.acceptInvitation.execute({ token, ...input }),
      done: () => redirect('/console/sign-in', { flash: { key: 'accounts.invitation-accepted' } }),
      again: (form) => this.invitationPage(token, withoutPassword(form)),
    });
  }

  @Get('password-resets/:token')
  async reset(@Param('token') token: string): Promise<View> {
    await this.resetPassword.preview(token);
    return this.resetPage(token, emptyForm());
  }

  @Post('password-resets/:token')
  use(@Param('token') token: string, @Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, NewPassword, {
      act: (input) => this.resetPassword.execute(token, input.password),
      done: () => redirect('/console/sign-in', { flash: { key: 'accounts.password-changed' } }),
      again: (form) => this.resetPage(token, withoutPassword(form)),
    });
  }

  private invitationPage(token: string, form: FormModel): View {
    return view('console/administration/accounts/invitation', { token, form });
  }

  private resetPage(token: string, form: FormModel): View {
    return view('console/administration/accounts/reset', { token, form });
  }
}

const withoutPassword = (form: FormModel): FormModel => ({ ...form, values: { ...form.values, password: '' } });
