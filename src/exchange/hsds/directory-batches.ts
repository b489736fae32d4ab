import type { Transactions } from '../../platform/database';
import type { ImportRecord } from '../spreadsheets';

/** Records of one transaction: a write transaction must stay short (design 8.5). */
const BATCH = 25;

/**
 * Work on records where they lie. The offerings of a directory are in no district: for them the person acts in that
 * directory, under the own name.
 */
export async function inTheirDirectories(
  transactions: Transactions,
  records: readonly ImportRecord[],
  work: (batch: readonly ImportRecord[]) => Promise<void>,
): Promise<void> {
  const places = [...new Set(records.map(({ districtCode }) => districtCode))];
  for (const districtCode of places) {
    const there = { ...transactions.actor, districtCodes: [districtCode], purpose: 'mapping-desk' };
    const here = records.filter((record) => record.districtCode === districtCode);
    for (let at = 0; at < here.length; at += BATCH)
      await transactions.runApart(there, () => work(here.slice(at, at + BATCH)));
  }
}
