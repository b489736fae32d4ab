import { Body, Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Config } from '../../platform/config';
import { AppError, gone } from '../../platform/errors';
import { Open, OwnTransaction, sessionCookie } from '../../platform/http';
import { defaultLocale, supportedLocale } from '../../platform/i18n';
import { HouseholdLinks, householdCookieName } from '../../trust/accounts';
import { emptyForm, type FormModel, Forms, ownAddress, type Redirect, redirect, type View, view } from '../shell';
import { HouseholdErrorsFilter } from './household-errors.filter';
import { HouseholdHelp } from './household-help';

/** Where anybody may have been looking: the weather. */
const HARMLESS = 'https://www.weather.com.cn/';
const YEAR_SECONDS = 31_536_000;
const Pin = z.strictObject({ pin: z.string().regex(/\d/).max(20) });

/** The way in: link and PIN (R53). Before the PIN a page says nothing about anybody. */
@ApiExcludeController()
@Controller('h')
@Open()
@UseFilters(HouseholdErrorsFilter)
export class HouseholdDoorController {
  constructor(
    private readonly links: HouseholdLinks,
    private readonly help: HouseholdHelp,
    private readonly forms: Forms,
    private readonly config: Config,
  ) {}

  /** The address without its secret part, as e-mails name it when nobody is let in. */
  @Get()
  without(): View {
    return view('household/without-link', {});
  }

  /** Away at once, to a page that says nothing (ux 1.21): no way back into this one without link and PIN. */
  @Get('exit')
  exit(@Res() reply: FastifyReply): void {
    void reply
      .clearCookie(householdCookieName, { ...sessionCookie(this.config).options, path: '/h' })
      .header('clear-site-data', '"cache"')
      .redirect(HARMLESS, 303);
  }

  @Get(':token')
  async door(@Param('token') token: string): Promise<View> {
    await this.refuseEnded(token);
    return this.page(token, emptyForm());
  }

  @Post('language')
  @OwnTransaction()
  language(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Redirect {
    const { lang, back } = (body ?? {}) as { lang?: unknown; back?: unknown };
    const locale = supportedLocale(typeof lang === 'string' ? lang : null) ?? defaultLocale;
    void reply.setCookie('lang', locale, { ...sessionCookie(this.config).options, maxAge: YEAR_SECONDS });
    return redirect(ownAddress(back, '/h').split('?')[0] ?? '/h');
  }

  @Post(':token')
  async enter(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View | Redirect> {
    await this.refuseEnded(token);
    return this.forms.submit(body, Pin, {
      act: async ({ pin }) => {
        const session = await this.links.verify(token, pin, request.ip).catch(intoField);
        const { options } = sessionCookie(this.config);
        void reply.setCookie(householdCookieName, session.token, { ...options, path: '/h' });
      },
      done: () => redirect('/h/home'),
      again: (form) => this.page(token, form),
    });
  }

  private async page(token: string, form: FormModel): Promise<View> {
    const phone = await this.help.phoneBehind(token);
    return view('household/pin', { token, form: { ...form, values: {} }, phone });
  }

  /** An unknown link looks like one that has ended. */
  private async refuseEnded(token: string): Promise<void> {
    const state = await this.links.state(token);
    if (state === 'locked') throw new AppError('household-link-locked', 423);
    if (state !== 'open') throw gone('household-link-ended');
  }
}

/** A wrong PIN is shown beside the box. */
function intoField(error: unknown): never {
  if (error instanceof AppError && error.status === 401) {
    const { params } = error.details;
    throw new AppError(error.code, 401, { params, fields: [{ field: 'pin', code: error.code, params }] });
  }
  throw error;
}
