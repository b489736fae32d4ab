import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Config } from '../../platform/config';
import { AppError, type FieldError } from '../../platform/errors';
import { Open, OwnTransaction, sessionCookie } from '../../platform/http';
import { proposeSecondFactor, Sessions, type SignedIn, SignIn } from '../../trust/accounts';
import { refusedForm } from './form-model';
import { readKeptForm } from './kept-form';
import { ownAddress } from './page-locale';
import { schemaInput, typedValues } from './posted-values';
import { enrolmentPage, secondFactorAddress, type WayOn } from './second-factor-page';
import { languageCookie } from './language.controller';
import { signInPage } from './sign-in-page';
import { type Redirect, redirect, type View, view } from './view';

const FirstPage = z.object({ username: z.string().max(100), password: z.string().max(200) });
const SecondPage = z.object({
  step: z.string().max(100),
  code: z.string().max(40).optional(),
  recovery: z.string().max(40).optional(),
});

/** What came with either page, besides the secrets. */
interface Posted extends WayOn {
  typed: Record<string, unknown>;
}

function postedOf(body: unknown): Posted {
  const { next, kept, ...typed } = typedValues(body);
  return { next: ownAddress(next), kept: typeof kept === 'string' && kept ? kept : null, typed };
}

/** Signing in and out with a cookie session; without script, and without losing a form that was being filled. */
@ApiExcludeController()
@Controller('console')
@Open()
@OwnTransaction()
export class SignInController {
  constructor(
    private readonly signInUseCase: SignIn,
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
    const { typed, ...way } = postedOf(body);
    const again = (errors: FieldError[], status: number) =>
      signInPage({ ...way, status, form: refusedForm(typed, errors) });
    const parsed = FirstPage.safeParse({ ...schemaInput(typed), password: typed.password || undefined });
    if (!parsed.success) {
      return again(
        parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), code: 'field-required' })),
        422,
      );
    }
    try {
      const answer = await this.signInUseCase.begin({ ...parsed.data, address: request.ip, kind: 'cookie' });
      if ('step' in answer) {
        return signInPage({ ...way, step: answer.step, form: refusedForm(typed, []) });
      }
      return await this.enter(answer, parsed.data.username, way, request, reply);
    } catch (error) {
      const refusal = refusalOf(error);
      return again([{ field: 'username', code: refusal.code, params: refusal.details.params }], refusal.status);
    }
  }

  /** The code alone; the password was right a moment ago. */
  @Post('sign-in/code')
  async code(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View | Redirect> {
    const { typed, ...way } = postedOf(body);
    const parsed = SecondPage.safeParse(schemaInput(typed));
    const { step = '', code, recovery } = parsed.data ?? { step: String(typed.step ?? '') };
    const again = (error: Omit<FieldError, 'field'>, status: number) =>
      signInPage({
        ...way,
        step,
        status,
        form: refusedForm(typed, [{ ...error, field: recovery ? 'recovery' : 'code' }]),
      });
    const given = recovery ?? code;
    if (!parsed.success) return again({ code: 'second-factor-wrong' }, 422);
    if (!given) return again({ code: 'second-factor-required' }, 422);
    try {
      const signedIn = await this.signInUseCase.finish(step, given, { address: request.ip, kind: 'cookie' });
      return await this.enter(signedIn, '', way, request, reply);
    } catch (error) {
      const { code: fault, status, details } = refusalOf(error);
      if (fault === 'sign-in-step-ended') {
        return signInPage({ ...way, status, form: refusedForm(typed, [{ field: 'username', code: fault }]) });
      }
      const shown = fault === 'sign-in-failed' ? 'second-factor-wrong' : fault;
      return again({ code: shown, params: details.params }, status);
    }
  }

  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Redirect> {
    await this.endCookieSession(request);
    const { name, options } = sessionCookie(this.config);
    // Pages are never stored; this is for what a browser keeps all the same (ASVS 5.0 14.3.1), and for what was taken
    // along on the device, should no script have wiped it (R103).
    void reply.clearCookie(name, options).header('clear-site-data', '"cache", "storage"');
    return redirect('/', { flash: { key: 'shell.signed-out' } });
  }

  /** The new session takes the place of whatever this browser had; then on to where the reader was going. */
  private async enter(
    signedIn: SignedIn,
    username: string,
    way: WayOn,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<View | Redirect> {
    await this.endCookieSession(request);
    const { name, options } = sessionCookie(this.config);
    void reply.setCookie(name, signedIn.token, options);
    request.actor = signedIn.actor;
    request.csrf = signedIn.csrf;
    request.secondFactor = signedIn.secondFactor;
    const { lang, cookie } = languageCookie(this.config, signedIn.locale);
    void reply.setCookie('lang', lang, cookie);
    const form = readKeptForm(way.kept);
    if (signedIn.secondFactor === 'missing') {
      if (!form) return redirect(secondFactorAddress(way.next));
      const proposal = { ...proposeSecondFactor(username.trim()), replaces: false };
      return enrolmentPage({ ...way, proposal, required: true });
    }
    return form ? view('console/shell/kept-form', form, { title: 'shell.kept-form.title' }) : redirect(way.next);
  }

  private async endCookieSession(request: FastifyRequest): Promise<void> {
    const token = request.cookies[sessionCookie(this.config).name];
    if (token) await this.sessions.signOut(token);
  }
}

/** A refusal that the form can show. @throws the error itself, when it is none */
function refusalOf(error: unknown): AppError {
  if (error instanceof AppError && [401, 422, 429].includes(error.status)) return error;
  throw error;
}
