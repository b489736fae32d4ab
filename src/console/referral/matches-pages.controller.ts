import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import { KnownNeeds, Needs } from '../../people/needs';
import { type Actor } from '../../platform/database';
import { type TextParams, Texts } from '../../platform/i18n';
import { Matching, PhraseTexts } from '../../referral/matching';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import {
  emptyForm,
  type FormModel,
  Forms,
  oneOrMany,
  pageLocale,
  redirect,
  type Redirect,
  type View,
  view,
} from '../shell';
import { PolicyFirstLines } from './policy-first';

const uuid = z.uuid();
const RunForm = z.strictObject({ needIds: oneOrMany(z.uuid()) });

/** Choosing the needs of a household for which somebody is looked for. */
@ApiExcludeController()
@Controller('console/households/:id/matches')
export class MatchesPages {
  constructor(
    private readonly matching: Matching,
    private readonly households: Households,
    private readonly needs: Needs,
    private readonly known: KnownNeeds,
    private readonly policyFirst: PolicyFirstLines,
    private readonly phrases: PhraseTexts,
    private readonly texts: Texts,
    private readonly forms: Forms,
  ) {}

  @Get()
  @RequirePermission('matches:read')
  start(@Param('id', { schema: uuid }) householdId: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.page(householdId, actor, emptyForm());
  }

  @Post()
  @RequirePermission('matches:create')
  run(
    @Param('id', { schema: uuid }) householdId: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ): Promise<Redirect | View> {
    return this.forms.submit(body, RunForm, {
      act: ({ needIds }) => this.matching.matchHousehold(householdId, needIds.length > 0 ? { needIds } : {}),
      done: ({ id }) => redirect(`/console/matches/${id}`),
      again: (form) => this.page(householdId, actor, form),
    });
  }

  private async page(householdId: string, actor: Actor, form: FormModel): Promise<View> {
    const household = await this.households.open(householdId);
    const needs = await this.known.of(await this.needs.answerable(householdId));
    const waiting = await this.needs.waitingForScale(householdId);
    const latest = await this.matching.latest(householdId);
    const model = {
      ...{ form, householdId, name: household.displayName },
      policyFirst: await this.policyFirst.of(householdId),
      latest: latest && { id: latest.id, madeAt: latest.madeAt },
      mayRun: allows(actor.roles, 'matches:create'),
      none: !needs.some(({ state }) => state === 'confirmed'),
      waiting: waiting.map(({ code }) => ({ code, name: this.phrases.service(pageLocale(), code) })),
      needs: needs.map(({ id, code, severity, state, everyDays }) => ({
        value: id,
        text: this.phrases.service(pageLocale(), code),
        hint: `${this.text(`people-checks.severity.s${severity}`)} · ${this.text(state === 'confirmed' ? 'matches.start.confirmed' : 'matches.start.planned')}${this.rhythm(everyDays)}`,
      })),
    };
    return view('console/referral/matches/start', model, {
      breadcrumbs: [{ href: `/console/households/${householdId}`, text: household.displayName }],
    });
  }

  /** How often somebody has to come is said to whoever arranges it (S06). */
  private rhythm(days: number | null): string {
    return days === null ? '' : ` · ${this.text('needs.every-days', { days })}`;
  }

  private text(key: string, params?: TextParams): string {
    return this.texts.t(pageLocale(), key, params);
  }
}
