import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf, Transactions } from '../../platform/database';
import type { ReadingGround } from './reading-grounds';

/** One look at a file, as its household may know of it (C2, PIPL 44–45): nothing that leads to another row. */
export interface HouseholdReading {
  at: Date;
  /** Role and office at that time; the machine has neither. */
  role: string | null;
  office: string | null;
  /** A person, a guest behind a link, or the machine. */
  kind: string;
  action: string;
  /** Fields that were laid open, for a revealed field. */
  fields: string[];
  breakGlass: boolean;
  /** Why the file was open to the reader, a code of `app.reading_ground`; null on rows of before. */
  ground: ReadingGround | null;
  /** The account, for colleagues; never shown to a household. */
  accountId: string | null;
}

const SELECT = `select e.id, e.at, e.at::text as "atText", e.actor_kind as kind, e.actor_id as "accountId", e.action, e.fields,
    e.purpose like 'break-glass%' as "breakGlass", app.ground_of(e.purpose) as ground, p.role, p.office
  from audit_events e left join lateral app.reader_post(e.actor_id, e.at) p on true
  where e.household_id = $1 and app.is_reading(e.action) and e.actor_kind <> 'household'
    and not app.hides_reading(e.household_id, e.actor_id, e.purpose)`;

/** Who looked at the file of a household. The policies decide whose (the household itself, or a worker in reach). */
@Injectable()
export class Readings {
  constructor(private readonly transactions: Transactions) {}

  /** Newest first; the household's own visits to its pages are left out. */
  async ofHousehold(
    householdId: string,
    { limit, after }: { limit: number; after?: string },
  ): Promise<Page<HouseholdReading>> {
    const values: unknown[] = [householdId, limit + 1];
    const before = after === undefined ? '' : 'and (e.at, e.id) < ($3::timestamptz, $4::uuid)';
    if (after !== undefined) values.push(...decodeCursor(after));
    const rows = await this.transactions.manager.query<Array<HouseholdReading & { id: string; atText: string }>>(
      `${SELECT} ${before} order by e.at desc, e.id desc limit $2`,
      values,
    );
    const page = pageOf(rows, limit, (row) => [row.atText, row.id]);
    return {
      items: page.items.map(({ at, role, office, kind, action, fields, breakGlass, ground, accountId }) => ({
        ...{ at, role, office, kind, action, fields, breakGlass, ground, accountId },
      })),
      next: page.next,
    };
  }
}
