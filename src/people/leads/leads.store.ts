import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import type { LeadQuery } from './dto/lead.dto';
import { Lead } from './lead.entity';

const open: Array<Lead['state']> = ['new', 'triaged'];

/** Rows of leads; a reporter reaches the own ones, staff those of their region. */
@Injectable()
export class LeadsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(lead: Lead): Promise<void> {
    await this.transactions.manager.insert(Lead, lead);
  }

  /** @throws AppError 404 `lead-not-found` */
  async get(id: string): Promise<Lead> {
    const lead = await this.transactions.manager.findOneBy(Lead, { id });
    if (!lead) throw notFound('lead-not-found');
    return lead;
  }

  /** Newest first. */
  async list(query: LeadQuery, now: Date): Promise<Page<Lead>> {
    const rows = this.transactions.manager.createQueryBuilder(Lead, 'l');
    if (query.state) rows.andWhere('l.state = :state', { state: query.state });
    if (query.open) rows.andWhere('l.state in (:...open)', { open });
    if (query.late) {
      rows.andWhere('l.state in (:...open)', { open });
      rows.andWhere(
        "exists (select 1 from due_items d where d.subject_id = l.id and d.kind = 'lead-triage' and d.due_at < :now)",
        { now },
      );
    }
    if (query.urgency) rows.andWhere('l.urgency = :urgency', { urgency: query.urgency });
    if (query.channel) rows.andWhere('l.channel = :channel', { channel: query.channel });
    if (query.number) rows.andWhere('l.number = :number', { number: query.number });
    if (query.after) {
      const [createdAt, id] = decodeCursor(query.after);
      rows.andWhere('(l.created_at, l.id) < (:createdAt::timestamptz, :id::uuid)', { createdAt, id });
    }
    const found = await rows
      .orderBy('l.created_at', 'DESC')
      .addOrderBy('l.id', 'DESC')
      .limit(query.limit + 1)
      .getMany();
    return pageOf(found, query.limit, (row) => [row.createdAt.toISOString(), row.id]);
  }

  /** Leads that nobody has looked at, and among them and the taken ones those past their deadline. */
  async counts(now: Date): Promise<{ fresh: number; late: number }> {
    const [row] = await this.transactions.manager.query<Array<{ fresh: string; late: string }>>(
      `select count(*) filter (where l.state = 'new') as fresh, count(d.id) as late
         from leads l left join due_items d on d.subject_id = l.id and d.kind = 'lead-triage' and d.due_at < $1
        where l.state in ('new', 'triaged')`,
      [now],
    );
    return { fresh: Number(row?.fresh ?? 0), late: Number(row?.late ?? 0) };
  }

  /** @throws AppError 412 when someone else was first */
  async update(lead: Lead, changes: Partial<Lead>): Promise<Lead> {
    const { id, version, state } = lead;
    const next = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(Lead, { id, version, state }, next);
    if (result.affected !== 1) throw stale();
    return { ...lead, ...next };
  }
}
