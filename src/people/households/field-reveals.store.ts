import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import type { RevealField } from './dto/create-household.dto';

type Field = RevealField['field'];

/** One masked field that the actor has opened and may look at until then. */
export interface OpenReveal {
  field: Field;
  /** The member, or the household itself. */
  subjectId: string;
  until: Date;
}

/** Masked fields opened for a reason, each for ten minutes by the clock of the database (C3). */
@Injectable()
export class FieldReveals {
  constructor(private readonly transactions: Transactions) {}

  /** The actor's own that still run. */
  running(householdId: string): Promise<OpenReveal[]> {
    const { manager, actor } = this.transactions;
    if (actor.userId === null || actor.kind === 'system') return Promise.resolve([]);
    return manager.query<OpenReveal[]>(
      `select field, subject_id as "subjectId", max(ends_at) as until from field_reveals
        where account_id = $1 and household_id = $2 and ends_at > now() group by field, subject_id order by until`,
      [actor.userId, householdId],
    );
  }

  /** Opens a field; what has ended goes. Returns until when. */
  async open(householdId: string, subjectId: string, field: Field): Promise<Date> {
    const { manager, actor } = this.transactions;
    await manager.query('delete from field_reveals where account_id = $1 and ends_at <= now()', [actor.userId]);
    const [row] = await manager.query<Array<{ until: Date }>>(
      `insert into field_reveals (account_id, household_id, subject_id, field) values ($1, $2, $3, $4)
       returning ends_at as until`,
      [actor.userId, householdId, subjectId, field],
    );
    return row?.until ?? new Date(0);
  }
}
