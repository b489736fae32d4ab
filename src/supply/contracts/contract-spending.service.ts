import { Injectable } from '@nestjs/common';
import { conflict } from '../../platform/errors';
import { Clock } from '../../platform/time';
import type { Contract } from './contract.entity';
import { ContractLedgerStore, type ContractSum } from './contract-ledger.store';
import { ContractsStore } from './contracts.store';

export interface ServedUnits {
  /** The contract of the offering today; an order that was made on another one stays there. Null: none pays. */
  contractId: string | null;
  /** Whose service it is, e.g. the referral; opaque here. */
  holderId: string;
  /** The piece of service. */
  sourceId: string;
  units: number;
  day: string;
  /** The entry that this one corrects: what it took is returned, its price is kept. */
  corrects: string | null;
}

/**
 * Orders bind a contract before the service, every recorded piece of service spends units × unit price (R73, R74). Each
 * act locks the balance, looks again and only then writes; it belongs to the transaction of its caller.
 */
@Injectable()
export class ContractSpending {
  constructor(
    private readonly store: ContractsStore,
    private readonly ledger: ContractLedgerStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Binds one unit for the holder's order; asking again is the same order.
   * @throws AppError 404; 409 `contract-not-running`, `contract-budget-spent`
   */
  async commit(contractId: string, holderId: string): Promise<void> {
    const balance = await this.ledger.lock(contractId);
    const contract = await this.store.get(contractId);
    if ((await this.ledger.outstanding(contractId, holderId)).units > 0) return;
    requireRunning(contract, this.clock.today());
    const one: ContractSum = { units: 1, fen: contract.unitPriceFen };
    await this.ledger.change(balance, { committed: one });
    await this.ledger.enter({ contractId, kind: 'committed', holderId, ...one });
  }

  /** Gives back what the holder's order still binds. Doing it twice, or without an order, changes nothing. */
  async release(holderId: string, note: string): Promise<void> {
    const contractId = await this.ledger.contractOf(holderId);
    if (contractId === null) return;
    const balance = await this.ledger.lock(contractId);
    const bound = await this.ledger.outstanding(contractId, holderId);
    if (bound.units === 0) return;
    await this.ledger.change(balance, { committed: minus(bound) });
    await this.ledger.enter({ contractId, kind: 'released', holderId, note, ...bound });
  }

  /**
   * Pays for a piece of service. The first one uses up what the order bound.
   * @throws AppError 404; 409 `contract-not-running` outside the term, `contract-budget-spent`
   */
  async spend(served: ServedUnits): Promise<void> {
    const { holderId, sourceId, units, day, corrects } = served;
    const contractId = (await this.ledger.contractOf(holderId)) ?? served.contractId;
    if (contractId === null) return;
    const balance = await this.ledger.lock(contractId);
    const contract = await this.store.get(contractId);
    const bound = await this.ledger.outstanding(contractId, holderId);
    const before = corrects === null ? null : await this.ledger.paid(corrects);
    const back: ContractSum = { units: before?.units ?? 0, fen: before?.amountFen ?? 0 };
    // What was ordered or paid in time stays payable; more of it has to be in the term.
    if (units > bound.units + back.units) requireRunning(contract, day);
    const price = back.units > 0 ? Math.round(back.fen / back.units) : contract.unitPriceFen;
    const paid: ContractSum = { units, fen: units * price };
    const spent = { units: paid.units - back.units, fen: paid.fen - back.fen };
    await this.ledger.change(balance, { committed: minus(bound), spent });
    const entry = { contractId, holderId };
    if (bound.units > 0) await this.ledger.enter({ ...entry, kind: 'released', note: 'served', ...bound });
    if (corrects && before) await this.ledger.enter({ ...entry, kind: 'returned', sourceId: corrects, ...back });
    if (units > 0) await this.ledger.enter({ ...entry, kind: 'spent', sourceId, ...paid });
  }
}

const minus = ({ units, fen }: ContractSum): ContractSum => ({ units: -units, fen: -fen });

/** Only a signed contract pays, and only in its term (R77). */
function requireRunning({ state, startsOn, endsOn }: Contract, day: string): void {
  if (state !== 'signed' || day < startsOn || day > endsOn) throw conflict('contract-not-running');
}
