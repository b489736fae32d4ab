import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import { conflict } from '../../platform/errors';
import { Clock } from '../../platform/time';
import type { Contract } from './contract.entity';
import { type ContractFilter, ContractsStore } from './contracts.store';

/**
 * Contracts and what they still pay for. An order commits money before the service, a delivery spends it (R73, R74);
 * both lock the row and look again, so that no race passes the budget or the quantity.
 */
@Injectable()
export class Contracts {
  constructor(
    private readonly store: ContractsStore,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 */
  get(id: string): Promise<Contract> {
    return this.store.get(id);
  }

  /** Null where it is out of reach. */
  find(id: string): Promise<Contract | null> {
    return this.store.find(id);
  }

  list(filter: ContractFilter): Promise<Page<Contract>> {
    return this.store.list(filter);
  }

  /** Money of an order is bound. @throws AppError 409 `contract-not-running`, `contract-budget-spent` */
  async commit(id: string, amountFen: number): Promise<Contract> {
    const contract = await this.store.lock(id);
    const today = this.clock.today();
    const inTerm = contract.startsOn <= today && today <= contract.endsOn;
    if (contract.state !== 'signed' || !inTerm) throw conflict('contract-not-running');
    const committedFen = contract.committedFen + whole(amountFen);
    this.checkLimits({ ...contract, committedFen });
    await this.store.update(id, contract.version, { committedFen });
    return this.store.get(id);
  }

  /** Bound money that is not needed after all. @throws AppError 409 `contract-not-committed` */
  async uncommit(id: string, amountFen: number): Promise<Contract> {
    const contract = await this.store.lock(id);
    const committedFen = contract.committedFen - whole(amountFen);
    if (committedFen < 0) throw conflict('contract-not-committed');
    await this.store.update(id, contract.version, { committedFen });
    return this.store.get(id);
  }

  /** A verified delivery is paid out of what its order bound. @throws AppError 409 `contract-not-committed` */
  async spend(id: string, amountFen: number): Promise<Contract> {
    const contract = await this.store.lock(id);
    const committedFen = contract.committedFen - whole(amountFen);
    if (committedFen < 0) throw conflict('contract-not-committed');
    await this.store.update(id, contract.version, { committedFen, spentFen: contract.spentFen + amountFen });
    return this.store.get(id);
  }

  private checkLimits({ committedFen, spentFen, budgetFen, unitPriceFen, quantity }: Contract): void {
    const used = committedFen + spentFen;
    if (used > budgetFen || used > unitPriceFen * quantity) throw conflict('contract-budget-spent');
  }
}

function whole(amountFen: number): number {
  if (!Number.isSafeInteger(amountFen) || amountFen < 0) throw new RangeError(`Not an amount in fen: ${amountFen}`);
  return amountFen;
}
