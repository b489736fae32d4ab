import type { CaseRecord } from '../../people/cases';
import type { Classification } from '../../people/classification';
import type { MemberView } from '../../people/households';
import type { Need } from '../../people/needs';
import type { Plan, PlanItem } from '../../referral/plans';
import type { Referral } from '../../referral/referrals';
import type { Evaluation, FollowUp } from '../evaluations';
import type { DeliveredLine } from './casefile.store';
import type { CasefileView } from './dto/casefile.view';

const SHOWN_DIGITS = 4;
const moment = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Paper lies about: of a phone only the last four digits, whoever prints. */
export function memberLine(member: MemberView): CasefileView['members'][number] {
  const { name, relation, sex, birthDate, age, identityNumber, phone, disability } = member;
  const shown = phone === null ? null : phone.slice(-SHOWN_DIGITS).padStart(phone.length, '*');
  return { name, relation, sex, birthDate, age, identityNumber, phone: shown, disability };
}

export function caseLine(row: CaseRecord, leadWorker: string | null): CasefileView['cases'][number] {
  const { number, tier, state, openedAt, closedAt } = row;
  return { number, tier, state, leadWorker, openedAt: moment(openedAt), closedAt: moment(closedAt) };
}

export function classLine(row: Classification): NonNullable<CasefileView['class']> {
  const { decidedClass, decidedSecondary, reason, decidedAt } = row;
  return { primary: decidedClass, secondary: decidedSecondary ?? [], reason, decidedAt: moment(decidedAt) };
}

export function needLine({ code, severity, state, rootCause, assessed }: Need): CasefileView['needs'][number] {
  return { code, severity, state, rootCause, assessed };
}

export function planSection(plan: Plan, items: readonly PlanItem[]): NonNullable<CasefileView['plan']> {
  const { number, planVersion, confirmedAt, signedByName, signedMode } = plan;
  return {
    ...{ number, planVersion, confirmedAt: moment(confirmedAt), signedBy: signedByName, signedMode },
    items: items.map(({ side, field, goal, action, ownerName, dueOn, choice }) => ({
      ...{ side, field, goal, action, owner: ownerName, dueOn, choice },
    })),
  };
}

export function referralLine(
  referral: Referral,
  provider: string | null,
  deliveries: readonly DeliveredLine[],
): CasefileView['referrals'][number] {
  const { id, number, needCode, state, sentAt, startedAt, confirmedAt, closedAt, outcome } = referral;
  return {
    ...{ id, number, needCode, provider, state, sentAt: moment(sentAt), startedAt: moment(startedAt) },
    ...{ confirmedAt: moment(confirmedAt), closedAt: moment(closedAt), outcome },
    deliveries: deliveries
      .filter(({ referralId }) => referralId === id)
      .map(({ on, units, by }) => ({ on, units, by })),
  };
}

export function evaluationLine(evaluation: Evaluation): CasefileView['evaluations'][number] {
  const { pseudonym, state, goalAttainment, finding, reply, decidedAt } = evaluation;
  const score = goalAttainment === null ? null : Number(goalAttainment);
  return { pseudonym, state, goalAttainment: score, finding, reply, decidedAt: moment(decidedAt) };
}

export function followUpLine(followUp: FollowUp): CasefileView['followUps'][number] {
  const { months, dueOn, state, needChange, finding } = followUp;
  return { months, dueOn, state, needChange, finding };
}
