import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/time';
import { AccessGrants } from '../../../trust/access';
import type { ResolveReferral as ResolveInput } from '../dto/referral.dto';
import { ReferralClock } from '../referral-clock';
import { ReferralEnding } from '../referral-ending';
import { ReferralMoves } from '../referral-moves';
import type { Referral } from '../referral.entity';
import { ReferralsStore } from '../referrals.store';

/** Settles a dispute: the service goes on with a new appointment, it had come after all, or it had not. */
@Injectable()
export class ResolveReferral {
  constructor(
    private readonly store: ReferralsStore,
    private readonly moves: ReferralMoves,
    private readonly ending: ReferralEnding,
    private readonly grants: AccessGrants,
    private readonly taskClock: ReferralClock,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed` */
  async execute(id: string, { decision, reason }: ResolveInput): Promise<Referral> {
    const referral = await this.store.lock(id);
    const resolved = await this.moves.make(
      referral,
      `resolve-${decision}`,
      { ...(await this.next(referral, decision)), resumeState: null },
      { reason, data: { decision } },
    );
    if (decision !== 'continue') await this.ending.serviceOver(resolved);
    else if (referral.endedAt !== null) await this.reopenContact(resolved);
    return resolved;
  }

  private async next(referral: Referral, decision: ResolveInput['decision']): Promise<Partial<Referral>> {
    const endedAt = referral.endedAt ?? this.clock.now();
    if (decision === 'served') {
      const startedAt = referral.startedAt ?? endedAt;
      return { ...(await this.taskClock.task(referral, 'ask-household')), startedAt, endedAt };
    }
    if (decision === 'not-served') return { ...(await this.taskClock.task(referral, 'look-into-stop')), endedAt };
    return { ...(await this.taskClock.noTask(referral)), endedAt: null, scheduledFor: null, visitMovedAt: null };
  }

  /** A service that goes on after it was called done may be reached again. */
  private async reopenContact({ id, householdId, districtCode, providerId: organisationId }: Referral): Promise<void> {
    await this.grants.end(id);
    await this.grants.grant({ householdId, districtCode, organisationId, ground: 'referral', sourceId: id });
  }
}
