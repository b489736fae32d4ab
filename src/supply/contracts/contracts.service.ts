import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import type { ContractBalance } from './contract-balance.entity';
import type { ContractEntry } from './contract-entry.entity';
import { ContractLedgerStore } from './contract-ledger.store';
import type { Contract } from './contract.entity';
import { type ContractFilter, ContractsStore, WARN_FROM_PERCENT } from './contracts.store';

/** A contract with what is used of it. */
export interface ContractStanding {
  contract: Contract;
  balance: ContractBalance;
  leftUnits: number;
  leftFen: number;
  /** Committed and spent, of units or of money, whichever is more; 0..100. */
  usedPercent: number;
  /** Signed, and `WARN_FROM_PERCENT` of it used. */
  nearlySpent: boolean;
}

/** Reads of contracts and of what they still pay for. */
@Injectable()
export class Contracts {
  constructor(
    private readonly store: ContractsStore,
    private readonly ledger: ContractLedgerStore,
  ) {}

  /** @throws AppError 404 */
  async get(id: string): Promise<ContractStanding> {
    const [standing] = await this.standing([await this.store.get(id)]);
    if (!standing) throw new Error(`The contract ${id} has no balance`);
    return standing;
  }

  /** Null where it is out of reach. */
  find(id: string): Promise<Contract | null> {
    return this.store.find(id);
  }

  async list(filter: ContractFilter): Promise<Page<ContractStanding>> {
    const { items, next } = await this.store.list(filter);
    return { items: await this.standing(items), next };
  }

  /** Signed contracts within reach that are nearly spent. */
  countNearlySpent(): Promise<number> {
    return this.store.countNearlySpent();
  }

  /** Entries of the ledger, newest first. @throws AppError 404 */
  async entries(id: string, page: { limit: number; after?: string }): Promise<Page<ContractEntry>> {
    await this.store.get(id);
    return this.ledger.entries(id, page);
  }

  private async standing(contracts: readonly Contract[]): Promise<ContractStanding[]> {
    const balances = await this.ledger.balances(contracts.map(({ id }) => id));
    return contracts.flatMap((contract) => {
      const balance = balances.get(contract.id);
      return balance ? [standingOf(contract, balance)] : [];
    });
  }
}

function standingOf(contract: Contract, balance: ContractBalance): ContractStanding {
  const { openedUnits, committedUnits, spentUnits, openedFen, committedFen, spentFen } = balance;
  const [leftUnits, leftFen] = [openedUnits - committedUnits - spentUnits, openedFen - committedFen - spentFen];
  const share = (left: number, whole: number) => (whole === 0 ? 0 : Math.floor((100 * (whole - left)) / whole));
  const usedPercent = Math.max(share(leftUnits, openedUnits), share(leftFen, openedFen));
  const nearlySpent = contract.state === 'signed' && usedPercent >= WARN_FROM_PERCENT;
  return { contract, balance, leftUnits, leftFen, usedPercent, nearlySpent };
}
