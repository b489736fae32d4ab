import { Body, Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Config } from '../../platform/config';
import { sessionCookie } from '../../platform/http';
import type { Locale } from '../../platform/i18n';
import { RequirePermission } from '../../trust/access';
import { householdCookieName, Sessions } from '../../trust/accounts';
import { Approvals } from '../../trust/approvals';
import { CurrentLocale, Forms, type Redirect, redirect, type View, view } from '../shell';
import { AskForCall } from './ask-for-call.use-case';
import { HouseholdErrorsFilter } from './household-errors.filter';
import { HouseholdHelp } from './household-help';
import { HouseholdWords } from './household-words';
import { WaitingRoom } from './waiting';

const Nothing = z.strictObject({});

/** What waits now, who comes when, call me, and out again. */
@ApiExcludeController()
@Controller('h')
@RequirePermission('household-page:use')
@UseFilters(HouseholdErrorsFilter)
export class HouseholdHomeController {
  constructor(
    private readonly help: HouseholdHelp,
    private readonly waiting: WaitingRoom,
    private readonly words: HouseholdWords,
    private readonly calls: AskForCall,
    private readonly approvals: Approvals,
    private readonly sessions: Sessions,
    private readonly forms: Forms,
    private readonly config: Config,
  ) {}

  @Get('home')
  async home(@CurrentLocale() locale: Locale): Promise<View> {
    const { household, help } = await this.help.own();
    const [first = null, ...more] = await this.waiting.of(household.id, locale);
    const visits = await this.waiting.visits(household.id, locale);
    const refusals = await this.waiting.refusals(household.id, locale);
    const opened = (await this.approvals.openings()).length > 0;
    const words = await this.words.links(household.id, locale);
    const model = { name: household.displayName, first, more: more.length, visits, refusals, words, opened, help };
    return view('household/home', model);
  }

  @Get('call')
  async call(): Promise<View> {
    return view('household/call', { help: (await this.help.own()).help });
  }

  @Post('call')
  async askForCall(@Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, Nothing, {
      act: () => this.calls.execute(),
      done: () => redirect('/h/home', { flash: { key: 'household.call.asked' } }),
      again: () => this.call(),
    });
  }

  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Redirect> {
    const token = request.cookies[householdCookieName];
    if (token) await this.sessions.signOut(token);
    void reply.clearCookie(householdCookieName, { ...sessionCookie(this.config).options, path: '/h' });
    return redirect('/h', { flash: { key: 'household.signed-out' } });
  }
}
