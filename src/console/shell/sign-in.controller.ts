import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Config } from '../../platform/config';
import { AppError, type FieldError } from '../../platform/errors';
import { Open, OwnTransaction, sessionCookie } from '../../platform/http';
import { Accounts, Sessions } from '../../trust/accounts';
import { refusedForm } from './form-model';
import { readKeptForm } from './kept-form';
import { ownAddress } from './page-locale';
import { schemaInput, typedValues } from './posted-values';
import { signInPage } from './sign-in-page';
import { type Redirect, redirect, type View, view } from './view';

const SignIn = z.object({
  username: z.string().max(100),
  password: z.string().max(200),
  code: z.string().max(20).optional(),
});

/** Signing in and out with a cookie session; without script, and without losing a form that was being filled. */
@ApiExcludeController()
@Controller('console')
@Open()
@OwnTransaction()
export class SignInController {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly config: Config,
  ) {}

  @Get('sign-in')
  page(@Query('next') next: unknown): View {
    return signInPage({ next: ownAddress(next), kept: null });
  }

  @Post('sign-in')
  async signIn(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View | Redirect> {
    const { next, kept, ...typed } = typedValues(body);
    const parsed = SignIn.safeParse({ ...schemaInput(typed), password: typed.password || undefined });
    const again = (errors: FieldError[], status: number, second = false) =>
      signInPage({
        next: ownAddress(next),
        kept: typeof kept === 'string' && kept ? kept : null,
        second,
        status,
        form: refusedForm(typed, errors),
      });
    if (!parsed.success) {
      const missing = parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), code: 'field-required' }));
      return again(missing, 422, 'code' in typed);
    }
    try {
      const session = await this.accounts.signIn({ ...parsed.data, address: request.ip, kind: 'cookie' });
      this.setCookie(reply, session.token);
      request.actor = session.actor;
      request.csrf = session.csrf;
    } catch (error) {
      if (!(error instanceof AppError) || ![401, 422, 429].includes(error.status)) throw error;
      const second = error.code === 'second-factor-required' || 'code' in typed;
      const field = error.code === 'second-factor-required' ? 'code' : 'username';
      return again([{ field, code: error.code, params: error.details.params }], error.status, second);
    }
    const form = readKeptForm(kept);
    return form
      ? view('console/shell/kept-form', form, { title: 'shell.kept-form.title' })
      : redirect(ownAddress(next));
  }

  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Redirect> {
    const { name, options } = sessionCookie(this.config);
    const token = request.cookies[name];
    if (token) await this.sessions.signOut(token);
    void reply.clearCookie(name, options);
    return redirect('/', { flash: { key: 'shell.signed-out' } });
  }

  private setCookie(reply: FastifyReply, token: string): void {
    const { name, options } = sessionCookie(this.config);
    void reply.setCookie(name, token, options);
  }
}
