import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import { notFound, stale } from '../../platform/errors';
import type { FieldGroup } from '../access';
import { Approval } from './approval.entity';
import type { ApprovalQuery, ApprovalShow } from './dto/approval.dto';

/** What the holder of an approval did with it, for the review: names of acts and fields, no values. */
export interface ApprovalReading {
  at: Date;
  action: string;
  fields: string[];
}

/** A household learns so much of who opened its file from elsewhere. */
export interface FileOpening {
  number: string;
  who: string;
  unit: string | null;
  startsAt: Date;
  endsAt: Date;
}

type Rows = SelectQueryBuilder<Approval>;

/** What each list holds; the policies have cut it to what the actor may see. */
const SHOWN: Record<ApprovalShow, (rows: Rows, userId: string | null) => void> = {
  waiting: (rows, userId) => rows.andWhere("a.state = 'asked' and a.requested_by <> :userId", { userId }),
  mine: (rows, userId) => rows.andWhere('a.requested_by = :userId', { userId }),
  running: (rows) => rows.andWhere("a.state = 'running' and a.ends_at > clock_timestamp()"),
  review: (rows, userId) =>
    rows
      .andWhere(
        "a.kind <> 'field-group' and (a.state = 'ended' or (a.state = 'running' and a.ends_at <= clock_timestamp()))",
      )
      .andWhere('a.requested_by <> :userId and a.decided_by <> :userId', { userId }),
};

/** Rows of approvals, as far as the actor may see them. */
@Injectable()
export class ApprovalsStore {
  constructor(private readonly transactions: Transactions) {}

  async insert(row: Approval): Promise<void> {
    await this.transactions.manager.insert(Approval, row);
  }

  /** @throws AppError 404 `approval-not-found` */
  async get(id: string): Promise<Approval> {
    const row = await this.transactions.manager.findOneBy(Approval, { id });
    if (!row) throw notFound('approval-not-found');
    return row;
  }

  /** One that waits or runs already, of the same kind. */
  openOf(householdId: string, requestedBy: string, kind: Approval['kind']): Promise<Approval | null> {
    return this.transactions.manager
      .createQueryBuilder(Approval, 'a')
      .where('a.household_id = :householdId and a.requested_by = :requestedBy and a.kind = :kind', {
        ...{ householdId, requestedBy, kind },
      })
      .andWhere("(a.state = 'asked' or (a.state = 'running' and a.ends_at > clock_timestamp()))")
      .getOne();
  }

  /** Newest first. */
  async list({ show, limit, after }: ApprovalQuery): Promise<Page<Approval>> {
    const rows = this.shown(show);
    if (after) rows.andWhere('a.id < :after', { after: String(decodeCursor(after)[0]) });
    const found = await rows
      .orderBy('a.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(found, limit, (row) => [row.id]);
  }

  count(show: ApprovalShow): Promise<number> {
    return this.shown(show).getCount();
  }

  /** The end is written by a trigger: read the row again. @throws AppError 412 when someone else was first */
  async update(row: Approval, changes: Partial<Approval>): Promise<Approval> {
    const { id, version, state } = row;
    const next = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(Approval, { id, version, state }, next);
    if (result.affected !== 1) throw stale();
    return this.get(id);
  }

  /** Field groups of running approvals of the actor, file by file; by the system's clock. */
  held(householdIds: readonly string[], userId: string): Promise<Array<{ householdId: string; groups: FieldGroup[] }>> {
    return this.transactions.manager.query(
      `select household_id as "householdId", array_agg(distinct one) as groups
       from approvals cross join lateral unnest(field_groups) one
       where household_id = any ($1) and requested_by = $2 and state = 'running' and ends_at > clock_timestamp()
       group by household_id`,
      [householdIds, userId],
    );
  }

  /** Seconds until the end by the system's clock; 0 when it is over. */
  async secondsLeft(id: string): Promise<number> {
    const [row] = await this.transactions.manager.query<Array<{ left: number }>>(
      `select greatest(0, extract(epoch from ends_at - clock_timestamp()))::float8 as left from approvals where id = $1`,
      [id],
    );
    return row?.left ?? 0;
  }

  readings(id: string): Promise<ApprovalReading[]> {
    return this.transactions.manager.query('select at, action, fields from app.approval_readings($1)', [id]);
  }

  /** Of the household that asks. */
  openings(): Promise<FileOpening[]> {
    return this.transactions.manager.query(
      'select number, who, unit, starts_at as "startsAt", ends_at as "endsAt" from app.file_openings()',
    );
  }

  private shown(show: ApprovalShow): Rows {
    const rows = this.transactions.manager.createQueryBuilder(Approval, 'a').where('true');
    SHOWN[show](rows, this.transactions.actor.userId);
    return rows;
  }
}
