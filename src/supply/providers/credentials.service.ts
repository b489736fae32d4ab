import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../platform/database';
import { forbidden, notFound, stale } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { Audit } from '../../trust/audit';
import { Credential } from './credential.entity';
import type { CredentialInput } from './dto/credential.dto';
import { ProvidersStore } from './providers.store';

/** Papers of a provider's staff with their last day (B30); the centre marks those it has seen. */
@Injectable()
export class Credentials {
  constructor(
    private readonly transactions: Transactions,
    private readonly providers: ProvidersStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Those that end first come first. */
  async list(providerId: string): Promise<Credential[]> {
    await this.providers.get(providerId);
    return this.repository.find({ where: { providerId }, order: { expiresOn: 'ASC', id: 'ASC' } });
  }

  async get(providerId: string, id: string): Promise<Credential> {
    const credential = await this.repository.findOneBy({ id, providerId });
    if (!credential) throw notFound('credential-not-found');
    return credential;
  }

  /** @throws AppError 403 for another provider's staff, 404 */
  async add(providerId: string, input: CredentialInput): Promise<Credential> {
    await this.reach(providerId);
    const credential: Credential = {
      ...input,
      ...this.seen(),
      id: newId(),
      providerId,
      createdAt: this.clock.now(),
      version: 1,
    };
    await this.repository.insert(credential);
    await this.note('provider.credential-added', providerId);
    return credential;
  }

  /** A correction or renewal. @throws AppError 403, 404, 412 */
  async edit(providerId: string, id: string, version: number, input: CredentialInput): Promise<Credential> {
    await this.reach(providerId);
    await this.get(providerId, id);
    const changes = { ...input, ...this.seen(), version: version + 1 };
    const result = await this.repository.update({ id, version }, changes);
    if (result.affected !== 1) throw stale();
    await this.note('provider.credential-edited', providerId);
    return this.get(providerId, id);
  }

  /** Takes away what was entered by mistake or belongs to somebody who has left. */
  async remove(providerId: string, id: string): Promise<void> {
    await this.reach(providerId);
    const result = await this.repository.delete({ id, providerId });
    if (result.affected !== 1) throw notFound('credential-not-found');
    await this.note('provider.credential-removed', providerId);
  }

  /** What the centre enters it has seen; what a provider enters is still to be looked at. */
  private seen(): Pick<Credential, 'checkedBy' | 'checkedAt'> {
    const { organisationId, userId } = this.transactions.actor;
    return organisationId === null
      ? { checkedBy: userId, checkedAt: this.clock.now() }
      : { checkedBy: null, checkedAt: null };
  }

  private async reach(providerId: string): Promise<void> {
    await this.providers.get(providerId);
    const { organisationId } = this.transactions.actor;
    if (organisationId !== null && organisationId !== providerId) throw forbidden();
  }

  private async note(action: string, subjectId: string): Promise<void> {
    await this.audit.changed({ action, subjectType: 'provider', subjectId, fields: ['credentials'] });
  }

  private get repository() {
    return this.transactions.manager.getRepository(Credential);
  }
}
