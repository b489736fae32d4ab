import { Injectable } from '@nestjs/common';
import { Assessments } from '../assessments';
import { Cases } from '../cases';
import { GuardianBars } from '../consents';
import { Entitlements } from '../entitlements';
import { CarryNeeds } from '../needs';
import { Economy, Obligors } from '../verification';
import type { RegroupingPreview } from './dto/regrouping.view';
import type { RegroupingPlan } from './regrouping-plan';

type Consequence = RegroupingPreview['consequences'][number];
type Params = Consequence['params'];

/** A sentence where there is something to say. */
const when = (isSo: boolean | number, code: string, params: Params = {}): Consequence[] =>
  isSo ? [{ code, params }] : [];
const counted = (count: number, code: string): Consequence[] => when(count, code, { count });

/** All that follows from a regrouping, in the order in which somebody would ask: who keeps what, and who has to act. */
@Injectable()
export class RegroupingConsequences {
  constructor(
    private readonly economy: Economy,
    private readonly obligors: Obligors,
    private readonly entitlements: Entitlements,
    private readonly assessments: Assessments,
    private readonly needs: CarryNeeds,
    private readonly bars: GuardianBars,
    private readonly cases: Cases,
  ) {}

  async of(plan: RegroupingPlan): Promise<Consequence[]> {
    const { from, to, members, going, surroundings } = plan;
    const ids = new Set(going.map(({ memberId }) => memberId));
    const stay = members.filter(({ id }) => !ids.has(id));
    const headGoes = members.some(({ id, relation }) => relation === 'head' && ids.has(id));
    const isMerge = stay.length === 0;
    return [
      ...counted(ids.size, to ? 'people-join' : 'people-split'),
      ...counted(stay.length, 'people-stay'),
      ...when(isMerge, 'file-closes', { number: from.number }),
      ...counted(headGoes ? Math.max(0, stay.length - 1) : 0, 'relations-to-check'),
      ...counted(stay.filter(({ guardianMemberId: one }) => one !== null && ids.has(one)).length, 'guardian-goes'),
      ...when(plan.noAdult === 'here', 'no-adult-here'),
      ...when(plan.noAdult === 'there', 'no-adult-there'),
      ...(await this.means(from.id, ids, isMerge)),
      ...(await this.support(plan, ids, isMerge)),
      ...(await this.work(plan, ids, isMerge)),
      ...counted(surroundings.consents, 'consents-stay'),
      ...counted(surroundings.consentsGiven, 'consents-given-by-them'),
      ...when(surroundings.applicantGoes.length, 'applicant-goes', { numbers: surroundings.applicantGoes.join(', ') }),
      ...when(surroundings.applications.length, 'applications-stay', { numbers: surroundings.applications.join(', ') }),
      ...counted(surroundings.payments, 'payee-goes'),
      ...counted(surroundings.clocks, 'clocks-stay'),
      ...counted(surroundings.restrictedNeeds, 'restricted-stay'),
      ...when(true, isMerge ? 'class-again-one' : 'class-again-both'),
    ];
  }

  private async means(fromId: string, ids: ReadonlySet<string>, isMerge: boolean): Promise<Consequence[]> {
    const lines = (await this.economy.lines(fromId)).filter(({ endedAt }) => endedAt === null);
    const go = lines.filter(({ memberId }) => (memberId === null ? isMerge : ids.has(memberId))).length;
    const rows = (await this.entitlements.list(fromId)).map(({ row }) => row);
    const theirs = rows.filter(
      ({ memberId, state }) => memberId && ids.has(memberId) && state !== 'eligible-not-applied',
    );
    const granted = rows.filter(({ memberId, state }) => memberId === null && state === 'granted');
    return [
      ...counted(go, 'lines-go'),
      ...counted(isMerge ? 0 : lines.filter(({ memberId }) => memberId === null).length, 'lines-stay'),
      ...counted(theirs.length, 'statuses-go'),
      ...counted(granted.length, 'statuses-stay'),
      ...counted(await this.assessments.countResults(fromId, [...ids]), 'results-go'),
      ...counted([...(await this.bars.of(fromId))].filter((id) => ids.has(id)).length, 'bars-go'),
    ];
  }

  /** Who owes support to them goes along; who lives apart from now on may owe it, who lives together owes it no more (R65). */
  private async support({ from, to }: RegroupingPlan, ids: ReadonlySet<string>, isMerge: boolean) {
    const files = to ? [from.id, to.id] : [from.id];
    const standing = await this.obligors.standingOfAll(files);
    const go = standing.filter(({ householdId, memberId }) => householdId === from.id && ids.has(memberId)).length;
    const there = standing.filter(({ householdId }) => householdId === to?.id).length;
    const nobody = to !== null && (await this.obligors.nobodyOfAll([to.id])).has(to.id);
    return [
      ...counted(go, 'obligors-go'),
      ...when(nobody && go > 0, 'obligors-nobody-ends'),
      ...when(!isMerge, 'obligors-ask'),
      ...when(to !== null && go + there > 0, 'obligors-together'),
    ];
  }

  private async work({ from, to }: RegroupingPlan, ids: ReadonlySet<string>, isMerge: boolean): Promise<Consequence[]> {
    const { go, stay } = await this.needs.of(from.id, ids, isMerge);
    const here = await this.cases.openCase(from.id);
    const there = to && (await this.cases.openCase(to.id));
    return [
      ...counted(go.length, 'needs-go'),
      ...counted(stay.length, 'needs-stay'),
      ...when(here !== null, 'case-stays', { number: here?.number ?? '' }),
      ...when(there !== null, 'case-there', { number: there?.number ?? '' }),
      ...when(there === null && (go.length > 0 || here !== null), 'case-opened'),
    ];
  }
}
