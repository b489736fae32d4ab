import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { Transactions } from '../../platform/database';
import { invalid } from '../../platform/errors';
import { type FoundHousehold, HouseholdDirectory } from '../../trust/approvals';
import { FileSearch } from './file-search';
import { searchKeyOf } from './search-key';

/** Finds a file by an exact key wherever in the district it lies, for requests and conflicts of interest (C3). */
@Injectable()
export class FileLookup extends HouseholdDirectory {
  constructor(
    private readonly transactions: Transactions,
    private readonly sealer: Sealer,
    private readonly search: FileSearch,
  ) {
    super();
  }

  async find(key: string): Promise<FoundHousehold> {
    const { kind, text } = searchKeyOf(key);
    const none: Buffer[] = [];
    const values = [
      kind === 'number' ? text : '',
      kind === 'identity' ? this.sealer.indexes('identity', text) : none,
      kind === 'phone' ? this.sealer.indexes('phone', text) : none,
    ];
    const { items } = await this.search.counted(kind, async () => ({
      items: await this.transactions.manager.query<FoundHousehold[]>(
        `select id, number, district_code as "districtCode", in_reach as "inReach" from app.find_file($1, $2, $3)`,
        values,
      ),
    }));
    const [found, second] = items;
    if (!found) throw invalid([{ field: 'householdKey', code: 'household-not-found' }]);
    if (second) throw invalid([{ field: 'householdKey', code: 'household-ambiguous' }]);
    return found;
  }

  async regionPathOf(householdId: string): Promise<string | null> {
    const [row] = await this.transactions.manager.query<Array<{ path: string }>>(
      'select region_path as path from households where id = $1',
      [householdId],
    );
    return row?.path ?? null;
  }
}
