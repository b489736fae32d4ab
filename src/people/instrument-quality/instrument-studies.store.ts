import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound } from '../../platform/errors';
import type { StudyQuery } from './dto/instrument-study.dto';
import { InstrumentStudy, type StudyState } from './instrument-study.entity';

const OPEN: StudyState[] = ['waiting', 'running'];

/** Rows of studies, for those of their district who look after the quality of scales. */
@Injectable()
export class InstrumentStudiesStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: Omit<InstrumentStudy, 'work'>): Promise<void> {
    await this.transactions.manager.insert(InstrumentStudy, row as never);
  }

  /** @throws AppError 404 `instrument-study-not-found` */
  async get(id: string): Promise<InstrumentStudy> {
    const row = await this.transactions.manager.findOneBy(InstrumentStudy, { id });
    if (!row) throw notFound('instrument-study-not-found');
    return row;
  }

  /** What it has added up so far, by township; the worker's alone. */
  async work(id: string): Promise<NonNullable<InstrumentStudy['work']>> {
    const where = { where: { id }, select: { id: true, work: true } as const };
    return (await this.transactions.manager.findOneOrFail(InstrumentStudy, where)).work ?? {};
  }

  /** Newest first. */
  async list({ instrument, kind, limit, after }: StudyQuery): Promise<Page<InstrumentStudy>> {
    const rows = this.transactions.manager.createQueryBuilder(InstrumentStudy, 's');
    if (instrument) rows.andWhere('s.instrument = :instrument', { instrument });
    if (kind) rows.andWhere('s.kind = :kind', { kind });
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
  open(): Promise<InstrumentStudy[]> {
    return this.transactions.manager.findBy(InstrumentStudy, { state: In(OPEN) });
  }

  /** The newest measurement of that version that came to an end. */
  lastDone(instrument: string, instrumentVersion: string): Promise<InstrumentStudy | null> {
    return this.transactions.manager.findOne(InstrumentStudy, {
      where: { instrument, instrumentVersion, kind: 'reliability', state: 'done' },
      order: { orderedAt: 'DESC', id: 'DESC' },
    });
  }

  /** Changes the row while its state is one of these. @returns whether it was */
  async move(id: string, from: readonly StudyState[], changes: Partial<InstrumentStudy>): Promise<boolean> {
    const result = await this.transactions.manager.update(
      InstrumentStudy,
      { id, state: In([...from]) },
      changes as never,
    );
    return result.affected === 1;
  }
}
