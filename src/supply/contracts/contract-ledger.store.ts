import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, newId, type Page, pageOf, Transactions } from '../../platform/database';
import { conflict, notFound } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { ContractBalance } from './contract-balance.entity';
import { ContractEntry } from './contract-entry.entity';

/** Units and fen. */
export interface ContractSum {
  units: number;
  fen: number;
}
/** By how much the parts of a balance change. */
export type ContractChange = Partial<Record<'opened' | 'committed' | 'spent', ContractSum>>;

type NewEntry = Pick<ContractEntry, 'contractId' | 'kind'> & ContractSum & Partial<ContractEntry>;

const NOTHING: ContractSum = { units: 0, fen: 0 };

/** Rows of the contracts' ledger. The balance is locked first, read anew, and changes with its entries (matching.md 2.6). */
@Injectable()
export class ContractLedgerStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async open(contractId: string, opened: ContractSum): Promise<void> {
    const [empty, full] = [
      { committedUnits: 0, committedFen: 0, spentUnits: 0, spentFen: 0 },
      { openedUnits: opened.units, openedFen: opened.fen },
    ];
    await this.transactions.manager.insert(ContractBalance, { contractId, ...full, ...empty });
    await this.enter({ contractId, kind: 'opened', ...opened });
  }

  /** Locks the row and reads it as it is now. @throws AppError 404 */
  async lock(contractId: string): Promise<ContractBalance> {
    const balance = await this.transactions.manager.findOne(ContractBalance, {
      where: { contractId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!balance) throw notFound('contract-not-found');
    return balance;
  }

  async balances(contractIds: readonly string[]): Promise<Map<string, ContractBalance>> {
    const rows = await this.transactions.manager.findBy(ContractBalance, { contractId: In([...contractIds]) });
    return new Map(rows.map((row) => [row.contractId, row]));
  }

  /** Adds to a balance that is locked. @throws AppError 409 `contract-budget-spent` */
  async change({ contractId }: ContractBalance, by: ContractChange): Promise<void> {
    const { opened = NOTHING, committed = NOTHING, spent = NOTHING } = by;
    const amounts = [opened, committed, spent].flatMap(({ units, fen }) => [units, fen]);
    // An UPDATE is answered with [rows, count].
    const [, count] = await this.transactions.manager.query<[unknown[], number]>(
      `update contract_balances set opened_units = opened_units + $2, opened_fen = opened_fen + $3,
         committed_units = committed_units + $4, committed_fen = committed_fen + $5,
         spent_units = spent_units + $6, spent_fen = spent_fen + $7
       where contract_id = $1 and committed_units + $4 + spent_units + $6 <= opened_units + $2
         and committed_fen + $5 + spent_fen + $7 <= opened_fen + $3`,
      [contractId, ...amounts],
    );
    if (count !== 1) throw conflict('contract-budget-spent');
  }

  async enter({ units, fen: amountFen, ...entry }: NewEntry): Promise<void> {
    await this.transactions.manager.insert(ContractEntry, {
      ...{ holderId: null, sourceId: null, note: null },
      ...entry,
      ...{ units, amountFen },
      ...{ id: newId(), enteredBy: this.transactions.actor.userId, enteredAt: this.clock.now() },
    });
  }

  /** The contract on which a holder's order was made; null when it has made none. */
  async contractOf(holderId: string): Promise<string | null> {
    const order = { where: { holderId }, order: { enteredAt: 'DESC', id: 'DESC' } } as const;
    return (await this.transactions.manager.findOne(ContractEntry, order))?.contractId ?? null;
  }

  /** What is bound for a holder and neither served nor given back. Exact while the balance is locked. */
  async outstanding(contractId: string, holderId: string): Promise<ContractSum> {
    const [row] = await this.transactions.manager.query<Array<{ units: string | null; fen: string | null }>>(
      `select sum(case kind when 'committed' then units else -units end) as units,
         sum(case kind when 'committed' then amount_fen else -amount_fen end) as fen
       from contract_entries where contract_id = $1 and holder_id = $2 and kind in ('committed', 'released')`,
      [contractId, holderId],
    );
    return { units: Number(row?.units ?? 0), fen: Number(row?.fen ?? 0) };
  }

  /** What was paid for a piece of service; null when no contract paid it. */
  paid(sourceId: string): Promise<ContractEntry | null> {
    return this.transactions.manager.findOneBy(ContractEntry, { sourceId, kind: 'spent' });
  }

  /** Newest first. */
  async entries(contractId: string, { limit, after }: { limit: number; after?: string }): Promise<Page<ContractEntry>> {
    const rows = this.transactions.manager
      .createQueryBuilder(ContractEntry, 'e')
      .where('e.contract_id = :contractId', { contractId });
    if (after) {
      const [enteredAt, id] = decodeCursor(after);
      rows.andWhere('(e.entered_at, e.id) < (:enteredAt::timestamptz, :id::uuid)', { enteredAt, id });
    }
    const found = await rows
      .orderBy('e.entered_at', 'DESC')
      .addOrderBy('e.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.enteredAt.toISOString(), row.id]);
  }
}
