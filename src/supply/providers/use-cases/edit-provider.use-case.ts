import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { forbidden, invalid } from '../../../platform/errors';
import { Audit, diffOf } from '../../../trust/audit';
import { checkCreditCode } from '../credit-code';
import type { EditProviderInput } from '../dto/provider.dto';
import type { Provider } from '../provider.entity';
import { ProvidersStore } from '../providers.store';

/** A provider corrects its own data, the centre any of its district. */
@Injectable()
export class EditProvider {
  constructor(
    private readonly store: ProvidersStore,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 403 for another provider's staff, 404, 412, 422 */
  async execute(id: string, version: number, input: EditProviderInput): Promise<Provider> {
    const provider = await this.store.get(id);
    const { organisationId } = this.transactions.actor;
    if (organisationId !== null && organisationId !== id) throw forbidden();
    const changes: Partial<Provider> = { ...input };
    if (input.creditCode !== undefined) changes.creditCode = normalised(input.creditCode);
    this.checkKind({ ...provider, ...changes });
    await this.store.update(id, version, changes);
    const { districtCode } = provider;
    await this.audit.changed({
      action: 'provider.edited',
      subjectType: 'provider',
      subjectId: id,
      changes: diffOf(provider, changes),
      districtCode,
    });
    return this.store.get(id);
  }

  private checkKind({ kind, creditCode, state }: Provider): void {
    if (creditCode !== null || kind === 'volunteer-group' || state === 'imported') return;
    throw invalid([{ field: 'creditCode', code: 'credit-code-required' }]);
  }
}

function normalised(creditCode: string | null): string | null {
  const result = creditCode ? checkCreditCode(creditCode) : null;
  return result?.ok ? result.normalised : null;
}
