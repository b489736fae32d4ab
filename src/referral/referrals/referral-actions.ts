import type { Referral } from './referral.entity';
import { type ReferralMove, referralLifecycle } from './referral.lifecycle';
import { resumeMove } from './resume-move';

/** Acts as doors name them, in the order of a page; several moves of the life cycle may be one act. */
export const referralActions = [
  'consent',
  'send',
  'accept',
  'decline',
  'schedule',
  'start',
  'complete',
  'hold',
  'resume',
  'stop',
  'confirm',
  'dispute',
  'resolve',
  'forward',
  'recall',
  'close',
  'obsolete',
  'expire',
] as const;
export type ReferralAction = (typeof referralActions)[number];

function actionOf(move: ReferralMove): ReferralAction {
  if (move === 'plan-visit') return 'schedule';
  if (move.startsWith('resume-')) return 'resume';
  if (move.startsWith('resolve-')) return 'resolve';
  return referralActions.find((action) => action === move) ?? 'close';
}

/** What somebody with these roles may do with a referral now. */
export function actionsOf(
  referral: Pick<Referral, 'state' | 'resumeState' | 'nextId'>,
  roles: readonly string[],
): ReferralAction[] {
  const moves = referralLifecycle.allowed(referral.state, roles).filter((move) => fits(referral, move));
  const acts = new Set(moves.map(actionOf));
  return referralActions.filter((action) => acts.has(action));
}

function fits(referral: Pick<Referral, 'state' | 'resumeState' | 'nextId'>, move: ReferralMove): boolean {
  if (move === 'forward') return referral.nextId === null;
  return !move.startsWith('resume-') || move === resumeMove(referral);
}
