import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, forbidden } from '../../../platform/errors';
import { systemActor } from '../../../trust/access';
import { InviteColleague } from '../../../trust/accounts';
import type { InviteStaffInput } from '../dto/provider.dto';
import { ProvidersStore } from '../providers.store';

/**
 * Invites somebody into an approved provider. Before the approval there is no account that could sign in; the first
 * dispatcher gets the centre's link, colleagues that of their dispatcher.
 */
@Injectable()
export class InviteProviderStaff {
  constructor(
    private readonly store: ProvidersStore,
    private readonly transactions: Transactions,
    private readonly inviteColleague: InviteColleague,
  ) {}

  /** @throws AppError 403 for another provider's dispatcher, 404, 409 `provider-not-approved` */
  async execute(providerId: string, input: InviteStaffInput): Promise<{ id: string; url: string }> {
    const provider = await this.store.get(providerId);
    const { organisationId } = this.transactions.actor;
    if (organisationId !== null && organisationId !== providerId) throw forbidden();
    if (provider.state !== 'approved') throw conflict('provider-not-approved');
    const { districtCode } = provider;
    const post = { role: input.role, organisationId: providerId, districtCode };
    const invite = () => this.inviteColleague.execute({ email: input.email ?? null, post });
    if (organisationId !== null) return invite();
    // The centre may hand out this link, but not accounts in general: the system writes it.
    return this.transactions.runApart(systemActor(districtCode, 'provider-invitation'), invite);
  }
}
