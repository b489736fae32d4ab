import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';

/** A word that stands, or that nobody has found untrue. */
const STANDING = ['signed', 'drawn', 'true', 'unclear', 'contested'];

/** Papers in whose place the household has given its word for an application (R89): they count as brought (B14). */
@Injectable()
export class CommittedPapers {
  constructor(private readonly transactions: Transactions) {}

  /** Codes of papers. Read here and not asked of the room `commitments`, which stands above this one. */
  async of(applicationId: string): Promise<string[]> {
    const rows = await this.transactions.manager.query<Array<{ code: string }>>(
      `select distinct unnest(c.waived) as code from commitments c
        where c.application_id = $1 and c.state = any ($2::text[]) order by 1`,
      [applicationId, STANDING],
    );
    return rows.map(({ code }) => code);
  }
}
