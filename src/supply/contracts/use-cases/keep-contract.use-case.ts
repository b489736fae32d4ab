import { Injectable } from '@nestjs/common';
import { newId } from '../../../platform/database';
import { conflict, type FieldError, invalid } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Clock } from '../../../platform/time';
import { AccessTerms } from '../../../trust/accounts';
import { Audit, diffOf, type FieldChange } from '../../../trust/audit';
import { Providers } from '../../providers';
import { ContractLedgerStore } from '../contract-ledger.store';
import type { Contract } from '../contract.entity';
import { contractLifecycle, type ContractMove } from '../contract.lifecycle';
import { ContractsStore } from '../contracts.store';
import type { CreateContractInput, EditContractInput } from '../dto/contract.dto';

/** The buyer writes, corrects, signs and ends a contract (R77). */
@Injectable()
export class KeepContract {
  constructor(
    private readonly store: ContractsStore,
    private readonly ledger: ContractLedgerStore,
    private readonly providers: Providers,
    private readonly lifecycles: Lifecycles,
    private readonly accessTerms: AccessTerms,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404, 409 `provider-not-approved`, 422 */
  async create(input: CreateContractInput): Promise<Contract> {
    const provider = await this.providers.get(input.providerId);
    if (provider.state !== 'approved') throw conflict('provider-not-approved');
    const { districtCode } = provider;
    const contract: Contract = {
      ...input,
      id: newId(),
      districtCode,
      state: 'draft',
      createdAt: this.clock.now(),
      version: 1,
    };
    await this.store.insert(contract);
    await this.ledger.open(contract.id, { units: contract.quantity, fen: contract.budgetFen });
    await this.note(contract, 'contract.created', diffOf(null, contract));
    return contract;
  }

  /** A signed contract is extended here too, never below what is bound. @throws AppError 404, 409, 412, 422 */
  async edit(id: string, version: number, input: EditContractInput): Promise<Contract> {
    const contract = await this.store.lock(id);
    if (contract.state === 'ended') throw conflict('contract-ended');
    const next = { ...contract, ...input };
    if (next.startsOn > next.endsOn) throw invalid([{ field: 'endsOn', code: 'contract-dates-reversed' }]);
    await this.store.update(id, version, input);
    await this.correct(next);
    await this.boundAccess(next);
    await this.note(contract, 'contract.edited', diffOf(contract, input));
    return this.store.get(id);
  }

  /** @throws AppError 404, 409 `move-not-allowed` */
  async move(id: string, move: ContractMove, reason: string | null): Promise<Contract> {
    const contract = await this.store.lock(id);
    // Nobody orders on it while it moves.
    await this.ledger.lock(id);
    const { providerId, districtCode, state: from } = contract;
    const state = await this.lifecycles.move({
      lifecycle: contractLifecycle,
      subjectId: id,
      organisationId: providerId,
      districtCode,
      from,
      move,
      reason,
    });
    await this.store.update(id, contract.version, { state });
    const moved = await this.store.get(id);
    await this.boundAccess(moved);
    await this.note(contract, `contract.${state}`, diffOf(contract, { state }));
    return moved;
  }

  /** The period of the contract bounds all access of those who work under it (R14). */
  private async boundAccess({
    id,
    state,
    providerId,
    districtCode,
    number,
    startsOn,
    endsOn,
  }: Contract): Promise<void> {
    if (state === 'ended') await this.accessTerms.end(id);
    if (state !== 'signed') return;
    await this.accessTerms.keep({ id, organisationId: providerId, districtCode, label: number, startsOn, endsOn });
  }

  /** The balance follows the terms. @throws AppError 422 below what is committed and spent */
  private async correct({ id: contractId, quantity, budgetFen }: Contract): Promise<void> {
    const balance = await this.ledger.lock(contractId);
    const [units, fen] = [quantity - balance.openedUnits, budgetFen - balance.openedFen];
    if (units === 0 && fen === 0) return;
    const usedUnits = balance.committedUnits + balance.spentUnits;
    const usedFen = balance.committedFen + balance.spentFen;
    const faults: FieldError[] = [];
    if (quantity < usedUnits)
      faults.push({ field: 'quantity', code: 'quantity-below-used', params: { used: usedUnits } });
    if (budgetFen < usedFen) faults.push({ field: 'budgetFen', code: 'budget-below-used', params: { used: usedFen } });
    if (faults.length > 0) throw invalid(faults);
    await this.ledger.change(balance, { opened: { units, fen } });
    await this.ledger.enter({ contractId, kind: 'corrected', units, fen });
  }

  private async note({ id, districtCode }: Contract, action: string, changes: FieldChange[]): Promise<void> {
    await this.audit.changed({ action, subjectType: 'contract', subjectId: id, changes, districtCode });
  }
}
