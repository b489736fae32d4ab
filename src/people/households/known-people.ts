import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { Transactions } from '../../platform/database';
import { normaliseIdentityNumber } from './identity-number';

/** The file in which somebody lives now. */
export interface KnownFile {
  householdId: string;
  number: string;
}

/** Which of many people have a file already (R25), e.g. those of a ledger; of files that the actor could open. */
@Injectable()
export class KnownPeople {
  constructor(
    private readonly transactions: Transactions,
    private readonly sealer: Sealer,
  ) {}

  /** @returns by identity number, as it was given */
  async among(districtCode: string, identityNumbers: readonly string[]): Promise<Map<string, KnownFile>> {
    const given = new Map<string, string>();
    for (const number of identityNumbers) {
      for (const index of this.sealer.indexes('identity', normaliseIdentityNumber(number)))
        given.set(index.toString('hex'), number);
    }
    if (given.size === 0) return new Map();
    const rows = await this.transactions.manager.query<Array<KnownFile & { index: Buffer }>>(
      `select c.identity_index as index, h.id as "householdId", h.number from identity_claims c
         join households h on h.id = c.household_id
        where c.district_code = $1 and c.identity_index = any($2::bytea[])`,
      [districtCode, [...given.keys()].map((hex) => Buffer.from(hex, 'hex'))],
    );
    return new Map(
      rows.map(({ index, householdId, number }) => [given.get(index.toString('hex')) ?? '', { householdId, number }]),
    );
  }
}
