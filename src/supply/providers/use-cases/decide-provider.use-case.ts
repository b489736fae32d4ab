import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Events } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit, diffOf } from '../../../trust/audit';
import type { Provider } from '../provider.entity';
import { type ProviderDecision, providerLifecycle } from '../provider.lifecycle';
import { ProvidersStore } from '../providers.store';
import { InviteProviderStaff } from './invite-provider-staff.use-case';

const NEWS: Record<ProviderDecision, string> = {
  approve: 'provider.approved',
  refuse: 'provider.refused',
  suspend: 'provider.suspended',
  resume: 'provider.resumed',
};

export interface ProviderDecided {
  provider: Provider;
  /** Address at which the first dispatcher makes the account; at an approval only, shown once. */
  invitation: string | null;
}

/** The centre approves, refuses, suspends or takes back a provider; a no has a reason. */
@Injectable()
export class DecideProvider {
  constructor(
    private readonly store: ProvidersStore,
    private readonly inviteStaff: InviteProviderStaff,
    private readonly transactions: Transactions,
    private readonly lifecycles: Lifecycles,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`; 422 `supply-reason-missing` */
  async execute(id: string, decision: ProviderDecision, reason: string | null): Promise<ProviderDecided> {
    const provider = await this.store.get(id);
    if (!reason && (decision === 'refuse' || decision === 'suspend')) {
      throw invalid([{ field: 'reason', code: 'supply-reason-missing' }]);
    }
    const { districtCode, regionPath } = provider;
    const state = await this.lifecycles.move({
      lifecycle: providerLifecycle,
      subjectId: id,
      organisationId: id,
      districtCode,
      regionPath: regionPath || null,
      from: provider.state,
      move: decision,
      reason,
    });
    const decidedBy = this.transactions.actor.userId;
    await this.store.move(provider, { state, decisionReason: reason, decidedBy, decidedAt: this.clock.now() });
    await this.audit.changed({
      action: NEWS[decision],
      subjectType: 'provider',
      subjectId: id,
      changes: diffOf(provider, { state, decisionReason: reason }),
      districtCode,
    });
    const aggregateVersion = provider.version + 1;
    await this.events.publish({ type: NEWS[decision], aggregateId: id, aggregateVersion, districtCode });
    const email = provider.email;
    const first = decision === 'approve' ? await this.inviteStaff.execute(id, { role: 'dispatcher', email }) : null;
    return { provider: await this.store.get(id), invitation: first?.url ?? null };
  }
}
