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

/** Moves that make no sense once the household shares nothing more (A11). */
export const NEEDS_SHARING: readonly ReferralMove[] = [
  'send',
  'accept',
  'schedule',
  'plan-visit',
  'start',
  'resume-accepted',
  'resume-scheduled',
  'resume-in-service',
];

function actionOf(move: ReferralMove): ReferralAction {
  if (move === 'plan-visit') return 'schedule';
  if (move.startsWith('resume-')) return 'resume';
  if (move.startsWith('resolve-')) return 'resolve';
  return referralActions.find((action) => action === move) ?? 'close';
}

/** Whether a household that shares nothing more has put an end to this act (A11). */
export const endedWithSharing = (
  { sharingEndedAt }: Pick<Referral, 'sharingEndedAt'>,
  action: ReferralAction,
): boolean => sharingEndedAt !== null && NEEDS_SHARING.some((move) => actionOf(move) === action);

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
