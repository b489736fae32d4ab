import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import { type Actor } from '../../platform/database';
import { Matching } from '../../referral/matching';
import { MakePlan, Plans } from '../../referral/plans';
import { WaitingLists } from '../../referral/waiting-list';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { Audit } from '../../trust/audit';
import { emptyForm, type FormModel, Forms, oneOrMany, redirect, type Redirect, type View, view } from '../shell';
import { MatchesView } from './matches-view';
import { NeedGrounds } from './need-grounds';
import { PolicyFirstLines } from './policy-first';

const uuid = z.uuid();
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
@Controller('console/matches/:id')
export class MatchResultPages {
  constructor(
    private readonly matching: Matching,
    private readonly making: MakePlan,
    private readonly plans: Plans,
    private readonly households: Households,
    private readonly policyFirst: PolicyFirstLines,
    private readonly waiting: WaitingLists,
    private readonly words: MatchesView,
    private readonly grounds: NeedGrounds,
    private readonly forms: Forms,
    private readonly audit: Audit,
  ) {}

  @Get()
  @RequirePermission('matches:read')
  result(@Param('id', { schema: uuid }) id: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.page(id, actor, emptyForm());
  }

  @Post('plan')
  @RequirePermission('plans:write')
  async plan(
    @Param('id', { schema: uuid }) id: string,
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
  ): Promise<Redirect | View> {
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
      again: (form) => this.page(id, actor, form),
    });
  }

  private async page(id: string, { roles }: Actor, form: FormModel): Promise<View> {
    const run = await this.matching.get(id);
    const { householdId } = run;
    const { displayName: name } = await this.households.open(householdId);
    await this.audit.read({ action: 'match.read', subjectType: 'match', subjectId: id, householdId });
    const open = await this.plans.openVersion(householdId);
    const live = await this.plans.live(householdId);
    const policyFirst = await this.policyFirst.of(householdId);
    const { needs, ...shown } = this.words.result(run);
    const grounds = await this.grounds.of(needs.map((need) => need.id));
    const model = {
      ...{
        form,
        name,
        ...shown,
        needs: needs.map((need) => ({ ...this.words.ticked(need, form), grounds: grounds.get(need.id) ?? [] })),
      },
      waits: await this.waiting.linesOf(householdId),
      mayWait: allows(roles, 'waiting-lists:write'),
      mayRun: allows(roles, 'matches:create'),
      mayPrint: allows(roles, 'households:print'),
      mayPlan: allows(roles, 'plans:write') && !open,
      openPlan: open && { id: open.id, number: open.number },
      live: live && { id: live.id, number: live.number },
      ...{ policyFirst, benefits: policyFirst.lines },
    };
    return view('console/referral/matches/result', model, {
      breadcrumbs: [{ href: `/console/households/${householdId}`, text: name }],
    });
  }
}
