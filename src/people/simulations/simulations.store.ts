import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import type { SimulationQuery } from './dto/simulation.dto';
import { Simulation, type SimulationState } from './simulation.entity';

const OPEN: SimulationState[] = ['waiting', 'running'];

/** Rows of simulations, for the civil-affairs office of their district. */
@Injectable()
export class SimulationsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: Simulation): Promise<void> {
    await this.transactions.manager.insert(Simulation, row);
  }

  /** Without its rules. @throws AppError 404 `simulation-not-found` */
  async get(id: string): Promise<Simulation> {
    const row = await this.transactions.manager.findOneBy(Simulation, { id });
    if (!row) throw notFound('simulation-not-found');
    return row;
  }

  /** Canonical texts of both sets of rules. */
  async rules(id: string): Promise<Pick<Simulation, 'rulesBefore' | 'rulesAfter'>> {
    const { manager } = this.transactions;
    return manager.findOneOrFail(Simulation, {
      where: { id },
      select: { id: true, rulesBefore: true, rulesAfter: true },
    });
  }

  /** Newest first. */
  async list({ draftId, limit, after }: SimulationQuery): Promise<Page<Simulation>> {
    const rows = this.transactions.manager.createQueryBuilder(Simulation, 's');
    if (draftId !== undefined) rows.andWhere('s.draft_id = :draftId', { draftId });
    if (after) {
      const [orderedAt, id] = decodeCursor(after);
      rows.andWhere('(s.ordered_at, s.id) < (:orderedAt::timestamptz, :id::uuid)', { orderedAt, id });
    }
    const found = await rows
      .orderBy('s.ordered_at', 'DESC')
      .addOrderBy('s.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.orderedAt.toISOString(), row.id]);
  }

  /** Those that wait or run. */
  open(): Promise<Simulation[]> {
    return this.transactions.manager.findBy(Simulation, { state: In(OPEN) });
  }

  /** Those of a draft that have not ended. */
  ofDraft(draftId: string): Promise<Simulation[]> {
    return this.transactions.manager.findBy(Simulation, { draftId, state: In([...OPEN, 'done']) });
  }

  /** Changes the row while its state is one of these. @returns whether it was */
  async move(id: string, from: readonly SimulationState[], changes: Partial<Simulation>): Promise<boolean> {
    const result = await this.transactions.manager.update(Simulation, { id, state: In([...from]) }, changes);
    return result.affected === 1;
  }
}
