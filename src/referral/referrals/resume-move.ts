import type { Referral } from './referral.entity';
import { type ReferralMove, runningStates } from './referral.lifecycle';

/** The move that leads back to where a paused referral was. */
export function resumeMove({ resumeState }: Pick<Referral, 'resumeState'>): ReferralMove {
  const state = runningStates.find((one) => one === resumeState);
  return state === 'scheduled' || state === 'in-service' ? `resume-${state}` : 'resume-accepted';
}
