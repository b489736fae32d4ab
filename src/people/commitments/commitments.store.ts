import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { conflict, notFound, stale } from '../../platform/errors';
import { Commitment } from './commitment.entity';
import type { CommitmentQuery } from './dto/commitment.dto';

/** Somebody of the administration is at turn: to look, to answer an objection, to decide what follows. */
const WAITING = ['drawn', 'contested', 'not-true'] as const;

export interface CommitmentCounts {
  late: number;
  drawn: number;
  contested: number;
  notTrue: number;
}

/** Rows of commitments, as far as the actor can reach them. */
@Injectable()
export class CommitmentsStore {
  constructor(private readonly transactions: Transactions) {}

  /** @throws AppError 409 `commitment-open` while another of the application is shown and not answered */
  async insert(row: Commitment): Promise<void> {
    await this.transactions.manager.insert(Commitment, row).catch((error: unknown) => {
      const { constraint } = (error as { driverError?: { constraint?: string } }).driverError ?? {};
      if (constraint === 'commitments_shown_key') throw conflict('commitment-open');
      throw error;
    });
  }

  /** @throws AppError 404 `commitment-not-found` */
  async get(id: string): Promise<Commitment> {
    const row = await this.transactions.manager.findOneBy(Commitment, { id });
    if (!row) throw notFound('commitment-not-found');
    return row;
  }

  /** As whoever acts has seen it. @throws AppError 404 `commitment-not-found`; 412 when it has changed since */
  async at(id: string, version: number | null): Promise<Commitment> {
    const row = await this.get(id);
    if (row.version !== version) throw stale();
    return row;
  }

  /** Newest first; an application has few. */
  ofApplication(applicationId: string): Promise<Commitment[]> {
    const order = { takenAt: 'DESC', id: 'DESC' } as const;
    return this.transactions.manager.find(Commitment, { where: { applicationId }, order, take: 50 });
  }

  /** Words of the household that were found not to be true, or were until it objected; newest first. */
  found(householdId: string): Promise<Commitment[]> {
    return this.transactions.manager
      .createQueryBuilder(Commitment, 'c')
      .where("c.household_id = :householdId and (c.outcome = 'not-true' or c.said_at is not null)", { householdId })
      .orderBy('c.found_at', 'DESC')
      .addOrderBy('c.id', 'DESC')
      .limit(50)
      .getMany();
  }

  /** Whether the household stood for something before that was found not to be true, and stayed so. */
  earlierNotTrue({ householdId, id }: Pick<Commitment, 'householdId' | 'id'>): Promise<number> {
    return this.transactions.manager
      .createQueryBuilder(Commitment, 'c')
      .where("c.household_id = :householdId and c.id <> :id and c.outcome = 'not-true'", { householdId, id })
      .getCount();
  }

  /** What waits for somebody comes with the nearest day first, all else behind it. */
  async list(query: CommitmentQuery, now: Date): Promise<Page<Commitment>> {
    const rows = this.transactions.manager.createQueryBuilder(Commitment, 'c').where('true');
    const { state, act, applicationId, householdId, drawId } = query;
    if (state) rows.andWhere('c.state = :state', { state });
    if (act) rows.andWhere('c.act = :act', { act });
    if (applicationId) rows.andWhere('c.application_id = :applicationId', { applicationId });
    if (householdId) rows.andWhere('c.household_id = :householdId', { householdId });
    if (drawId) rows.andWhere('c.draw_id = :drawId', { drawId });
    if (query.waiting) rows.andWhere('c.state in (:...waiting)', { waiting: [...WAITING] });
    if (query.overdue) rows.andWhere('c.due_at < :now', { now });
    const due = "coalesce(c.due_at, 'infinity'::timestamptz)";
    if (query.after) {
      const [at, id] = decodeCursor(query.after);
      rows.andWhere(`(${due}, c.id) > (:at::timestamptz, :id::uuid)`, { at, id });
    }
    const found = await rows
      .orderBy(due, 'ASC')
      .addOrderBy('c.id', 'ASC')
      .limit(query.limit + 1)
      .getMany();
    return pageOf(found, query.limit, ({ dueAt, id }) => [dueAt?.toISOString() ?? 'infinity', id]);
  }

  /** What waits for somebody, by what for. */
  async counts(now: Date): Promise<CommitmentCounts> {
    const [row] = await this.transactions.manager.query<Array<Record<keyof CommitmentCounts, string>>>(
      `select count(*) filter (where due_at < $1) as late, count(*) filter (where state = 'drawn') as drawn,
          count(*) filter (where state = 'contested') as contested, count(*) filter (where state = 'not-true') as "notTrue"
         from commitments where state in ('drawn', 'contested', 'not-true')`,
      [now],
    );
    return {
      ...{ late: Number(row?.late), drawn: Number(row?.drawn) },
      ...{ contested: Number(row?.contested), notTrue: Number(row?.notTrue) },
    };
  }

  /** Signed and never part of a draw, by number; the draws of a district wait for each other. */
  async undrawn(districtCode: string): Promise<Commitment[]> {
    await this.transactions.inTurn(`commitment-draws/${districtCode}`);
    return this.transactions.manager
      .createQueryBuilder(Commitment, 'c')
      .where("c.state = 'signed' and c.district_code = :districtCode", { districtCode })
      .andWhere(
        'not exists (select 1 from commitment_draws d where d.district_code = c.district_code and c.number = any (d.pool))',
      )
      .orderBy('c.number')
      .getMany();
  }

  /** Writes only where state and version are still those that were read. @throws AppError 412 */
  async update({ id, state, version }: Commitment, changes: Partial<Commitment>): Promise<void> {
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(Commitment, { id, state, version }, change);
    if (result.affected !== 1) throw stale();
  }
}
