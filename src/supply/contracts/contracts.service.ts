import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import { allows } from '../../trust/access';
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
  /** What is used is not told: a restricted service, fewer than ten units, a reader who only supervises (R46, C3). */
  untold: boolean;
}

/** Smaller counts of restricted services are not told, as in files that leave the house. */
const LEAST_SHOWN = 10;

/** Reads of contracts and of what they still pay for. */
@Injectable()
export class Contracts {
  constructor(
    private readonly store: ContractsStore,
    private readonly ledger: ContractLedgerStore,
    private readonly transactions: Transactions,
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
    const standing = await this.standing(items);
    return { items: filter.nearlySpent ? standing.filter(({ untold }) => !untold) : standing, next };
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
    const discreet = this.keepsTheMoney ? null : await this.store.payingRestricted(contracts.map(({ id }) => id));
    return contracts.flatMap((contract) => {
      const balance = balances.get(contract.id);
      return balance ? [standingOf(contract, balance, discreet?.has(contract.id) ?? false)] : [];
    });
  }

  /** Whoever pays and whoever serves reads the money in full (C3). */
  private get keepsTheMoney(): boolean {
    const { roles, organisationId, kind } = this.transactions.actor;
    return kind === 'system' || organisationId !== null || allows(roles, 'contracts:write');
  }
}

function standingOf(contract: Contract, balance: ContractBalance, discreet: boolean): ContractStanding {
  const { openedUnits, committedUnits, spentUnits, openedFen, committedFen, spentFen } = balance;
  const [leftUnits, leftFen] = [openedUnits - committedUnits - spentUnits, openedFen - committedFen - spentFen];
  const share = (left: number, whole: number) => (whole === 0 ? 0 : Math.floor((100 * (whole - left)) / whole));
  const usedPercent = Math.max(share(leftUnits, openedUnits), share(leftFen, openedFen));
  const untold = discreet && committedUnits + spentUnits < LEAST_SHOWN;
  const nearlySpent = !untold && contract.state === 'signed' && usedPercent >= WARN_FROM_PERCENT;
  return { contract, balance, leftUnits, leftFen, usedPercent, nearlySpent, untold };
}
