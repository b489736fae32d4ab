import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { invalid, stale } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Regions } from '../../../reference/regions';
import { CarryAssessments } from '../../assessments';
import { Cases, OpenCaseFile } from '../../cases';
import { GuardianBars } from '../../consents';
import { CarryEntitlements } from '../../entitlements';
import { type Household, Households, MoveMembers, OpenHousehold } from '../../households';
import { CarryNeeds } from '../../needs';
import { CarryEconomy, CarryObligors } from '../../verification';
import type { RegroupingInput } from '../dto/regrouping.dto';
import { type RegroupingPlan, RegroupingPlans } from '../regrouping-plan';
import type { Moved, Regrouping } from '../regrouping.entity';
import { RegroupingNews } from '../regrouping-news';
import { RegroupingsStore } from '../regroupings.store';

/**
 * Carries a split, a transfer or a merge out, all of it or nothing (R99): memberships, what belongs to the people, an owner
 * for the work, and both files before a person whose class and circle they decide (R3, R30).
 */
@Injectable()
export class Regroup {
  constructor(
    private readonly store: RegroupingsStore,
    private readonly plans: RegroupingPlans,
    private readonly households: Households,
    private readonly opening: OpenHousehold,
    private readonly moving: MoveMembers,
    private readonly economy: CarryEconomy,
    private readonly obligors: CarryObligors,
    private readonly entitlements: CarryEntitlements,
    private readonly assessments: CarryAssessments,
    private readonly needs: CarryNeeds,
    private readonly bars: GuardianBars,
    private readonly cases: Cases,
    private readonly openCase: OpenCaseFile,
    private readonly news: RegroupingNews,
    private readonly regions: Regions,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError as `RegroupingPlans.make`; 412 when a file has changed since the preview; 422
   *   `regrouping-adult-reason`; 409 `region-out-of-reach`
   */
  async execute(householdId: string, input: RegroupingInput): Promise<Regrouping> {
    const known = await this.plans.make(householdId, input);
    await this.moving.hold(known.to ? [householdId, known.to.id] : [householdId]);
    // Whoever held one of the files before may have changed it: all is looked at again.
    const plan = await this.plans.make(householdId, input);
    const files = plan.to ? [householdId, plan.to.id] : [householdId];
    if (input.basis !== undefined && input.basis !== (await this.store.mark(files))) throw stale();
    if (plan.noAdult !== null && input.noAdultReason === undefined)
      throw invalid([{ field: 'noAdultReason', code: 'regrouping-adult-reason' }]);
    const to = plan.to ?? (await this.open(plan, input));
    const moved = await this.move(plan, to, input);
    if (input.kind === 'merge') await this.moving.close(plan.from, to.id);
    const row = await this.keep(plan, to, input, moved);
    await this.news.done(row, plan.from, to);
    return row;
  }

  private async open({ from, members, going }: RegroupingPlan, input: RegroupingInput): Promise<Household> {
    const head = going.find(({ relation }) => relation === 'head')!;
    const name = members.find(({ id }) => id === head.memberId)!.name;
    const own = (await this.regions.path(from.regionId)).at(-1)!.code;
    const { languages, specialHandling } = from;
    const locale = from.locale === 'en' ? 'en' : 'zh-CN';
    // By which way the new household is to be written to is asked of it; until then its worker tells it.
    const contact = { ...{ languages, specialHandling }, ...({ locale, contactChannel: 'via-worker' } as const) };
    return this.opening.forMoved({ ...contact, regionCode: input.regionCode ?? own, address: input.address }, name);
  }

  private async move(plan: RegroupingPlan, to: Household, input: RegroupingInput): Promise<Moved> {
    const { from, going, on } = plan;
    const whole = input.kind === 'merge';
    const worked = (await this.cases.openCase(from.id)) !== null;
    const way = { from, to };
    const leave = { on, leaveReason: leaveReasonOf(input), newHeadId: input.newHeadMemberId ?? null };
    const { moved: members, stayers } = await this.moving.execute(way, going, leave);
    const people = new Map(members.map((one) => [one.from, one.to]));
    await this.bars.carry(from.id, to, people);
    const lines = await this.economy.execute(from.id, to.id, people, whole);
    const obligors = await this.obligors.execute(from.id, to.id, people);
    await this.entitlements.execute(from.id, to.id, people);
    await this.assessments.execute(from.id, to.id, people);
    const needs = await this.needs.execute(from.id, to, people, whole);
    const open = (worked || needs.length > 0) && (await this.cases.openCase(to.id)) === null;
    const caseId = open ? (await this.openCase.execute(to.id)).id : null;
    return { members, stayers, lines, obligors, needs, caseId };
  }

  private async keep(
    { from, on }: RegroupingPlan,
    to: Household,
    { kind, reason, note, noAdultReason }: RegroupingInput,
    moved: Moved,
  ): Promise<Regrouping> {
    const row = {
      ...{ id: newId(), householdId: from.id, otherHouseholdId: to.id, districtCode: from.districtCode },
      ...{ kind, effectiveOn: on, reason, moved },
      ...{ mark: await this.store.mark([from.id, to.id]), state: 'done' as const },
      ...{ doneBy: this.transactions.actor.userId, doneAt: this.clock.now(), undoneBy: null, undoneAt: null },
      version: 1,
    };
    return this.store.insert(row, { note, noAdultReason });
  }
}

/** Why the old membership ended, in the words that memberships end with. */
function leaveReasonOf({ kind, reason }: RegroupingInput): string {
  if (reason === 'married') return 'married';
  if (reason === 'recorded-wrongly') return 'mistake';
  return kind === 'split' ? 'own-household' : 'other';
}
