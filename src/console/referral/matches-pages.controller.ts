import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Entitlements } from '../../people/entitlements';
import { Households } from '../../people/households';
import { Needs } from '../../people/needs';
import { Transactions } from '../../platform/database';
import { Texts } from '../../platform/i18n';
import { Matching, PhraseTexts } from '../../referral/matching';
import { MakePlan, Plans } from '../../referral/plans';
import { allows, RequirePermission } from '../../trust/access';
import { Audit } from '../../trust/audit';
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
import { MatchesView } from './matches-view';

const uuid = z.uuid();
const RunForm = z.strictObject({ needIds: oneOrMany(z.uuid()) });
/** `needs.0` and so on hold "need offering", or "none". */
const PlanForm = z.strictObject({
  needs: z
    .array(
      z
        .string()
        .regex(/^(none|[\w-]{36} [\w-]{36})$/)
        .optional(),
    )
    .default([]),
  entitlementIds: oneOrMany(z.uuid()),
  changeReason: z.string().max(300).optional(),
});

/** Who could help, who could not and why, side by side; and the plan made from it (ux pattern 8). */
@ApiExcludeController()
@Controller('console')
export class MatchesPages {
  constructor(
    private readonly matching: Matching,
    private readonly making: MakePlan,
    private readonly plans: Plans,
    private readonly households: Households,
    private readonly needs: Needs,
    private readonly entitlements: Entitlements,
    private readonly words: MatchesView,
    private readonly phrases: PhraseTexts,
    private readonly texts: Texts,
    private readonly forms: Forms,
    private readonly audit: Audit,
    private readonly transactions: Transactions,
  ) {}

  @Get('households/:id/matches')
  @RequirePermission('matches:read')
  start(@Param('id', { schema: uuid }) householdId: string): Promise<View> {
    return this.startPage(householdId, emptyForm());
  }

  @Post('households/:id/matches')
  @RequirePermission('matches:create')
  run(@Param('id', { schema: uuid }) householdId: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.forms.submit(body, RunForm, {
      act: ({ needIds }) => this.matching.matchHousehold(householdId, needIds.length > 0 ? { needIds } : {}),
      done: ({ id }) => redirect(`/console/matches/${id}`),
      again: (form) => this.startPage(householdId, form),
    });
  }

  @Get('matches/:id')
  @RequirePermission('matches:read')
  async result(@Param('id', { schema: uuid }) id: string): Promise<View> {
    return this.resultPage(id, emptyForm());
  }

  @Get('matches/:id/compare')
  @RequirePermission('matches:read')
  async compare(
    @Param('id', { schema: uuid }) id: string,
    @Query() { need = '', offering = [] }: { need?: string; offering?: string | string[] },
  ): Promise<Redirect | View> {
    const run = await this.matching.get(id);
    const compared = this.words.compared(run, need, [offering].flat());
    const count = compared.cards.length;
    if (count < 2 || count > 4) {
      return redirect(`/console/matches/${id}`, { flash: { key: 'errors.compare-two-to-four', kind: 'notice' } });
    }
    return view(
      'console/referral/matches/compare',
      { id, ...compared },
      { breadcrumbs: [{ href: `/console/matches/${id}`, key: 'matches.result.title' }] },
    );
  }

  @Post('matches/:id/plan')
  @RequirePermission('plans:write')
  async plan(@Param('id', { schema: uuid }) id: string, @Body() body: unknown): Promise<Redirect | View> {
    const { householdId } = await this.matching.get(id);
    return this.forms.submit(body, PlanForm, {
      act: ({ needs, entitlementIds, changeReason }) => {
        const offerings = needs.flatMap((choice) => {
          const [needId, offeringId] = (choice ?? 'none').split(' ');
          return needId && offeringId ? [{ needId, offeringId }] : [];
        });
        return this.making.execute({ householdId, matchId: id, offerings, entitlementIds, changeReason, items: [] });
      },
      done: (plan) => redirect(`/console/plans/${plan.id}`, { flash: { key: 'plans.show.made' } }),
      again: (form) => this.resultPage(id, form),
    });
  }

  private async startPage(householdId: string, form: FormModel): Promise<View> {
    const household = await this.households.open(householdId);
    const needs = await this.needs.list(householdId, ['confirmed', 'planned', 'served', 'reduced', 'same', 'worse']);
    const latest = await this.matching.latest(householdId);
    const model = {
      ...{ form, householdId, name: household.displayName },
      latest: latest && { id: latest.id, madeAt: latest.madeAt },
      mayRun: allows(this.transactions.actor.roles, 'matches:create'),
      none: !needs.some(({ state }) => state === 'confirmed'),
      needs: needs.map(({ id, code, severity, state }) => ({
        value: id,
        text: this.phrases.service(pageLocale(), code),
        hint: `${this.text(`people-checks.severity.s${severity}`)} · ${this.text(state === 'confirmed' ? 'matches.start.confirmed' : 'matches.start.planned')}`,
      })),
    };
    return view('console/referral/matches/start', model, {
      breadcrumbs: [this.crumb(householdId, household.displayName)],
    });
  }

  private async resultPage(id: string, form: FormModel): Promise<View> {
    const run = await this.matching.get(id);
    const { householdId } = run;
    const name = await this.households.nameOf(householdId);
    await this.audit.read({ action: 'match.read', subjectType: 'match', subjectId: id, householdId });
    const open = await this.plans.openVersion(householdId);
    const live = await this.plans.live(householdId);
    const model = {
      ...{ form, name, ...this.words.result(run) },
      mayRun: allows(this.transactions.actor.roles, 'matches:create'),
      mayPlan: allows(this.transactions.actor.roles, 'plans:write') && !open,
      openPlan: open && { id: open.id, number: open.number },
      live: live && { id: live.id, number: live.number },
      benefits: await this.benefits(householdId),
    };
    return view('console/referral/matches/result', model, { breadcrumbs: [this.crumb(householdId, name)] });
  }

  /** Lines of the checklist that are still to be applied for: policy comes first (R7). */
  private async benefits(householdId: string): Promise<Array<{ value: string; text: string }>> {
    const open = new Set((await this.entitlements.openLines(householdId)).map(({ id }) => id));
    const entries = (await this.entitlements.list(householdId)).filter(({ row }) => open.has(row.id));
    const english = pageLocale() === 'en';
    return entries.map(({ row, catalogue }) => ({ value: row.id, text: english ? catalogue.en : catalogue.zh }));
  }

  private crumb(householdId: string, text: string): { href: string; text: string } {
    return { href: `/console/households/${householdId}`, text };
  }

  private text(key: string): string {
    return this.texts.t(pageLocale(), key);
  }
}
