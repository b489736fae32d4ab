import { createHash } from 'node:crypto';
import type { DepartmentReply, Inquiry } from '../../people/checks';

type Answer = DepartmentReply['answers'][number];

/** Items with an amount: up to how many yuan, for which time, and of a hundred people how many have any. */
const AMOUNTS: Readonly<Record<string, readonly [yuan: number, period: 'month' | 'year' | 'once', share: number]>> = {
  'vehicle-ship': [60_000, 'once', 10],
  assistance: [900, 'month', 30],
  'social-insurance': [800, 'month', 40],
  pension: [1_800, 'month', 35],
  unemployment: [1_400, 'month', 4],
  'wage-tax': [4_500, 'month', 25],
  'business-tax': [30_000, 'year', 8],
  'property-tax': [9_000, 'year', 5],
  'real-estate': [300_000, 'once', 30],
  mortgage: [120_000, 'once', 6],
  woodland: [8_000, 'once', 8],
  'housing-fund': [20_000, 'once', 10],
  shareholding: [50_000, 'once', 3],
  'medical-cost': [12_000, 'year', 50],
  'farm-subsidy': [1_200, 'year', 30],
  deposits: [30_000, 'once', 60],
  securities: [20_000, 'once', 5],
  insurance: [15_000, 'once', 12],
  'internet-finance': [3_000, 'once', 15],
};
/** Of a hundred people how many have anything where it is counted only. */
const COUNTED: Readonly<Record<string, number>> = { hukou: 100, 'medical-insured': 97, marriage: 50, 'exit-entry': 5 };
const USUAL_SHARE = 12;
const DAY_MILLISECONDS = 86_400_000;

/**
 * What the invented departments say of somebody: the same for the same person and item every time, out of a digest of the
 * number that the department was given; nothing of it is kept or written down.
 * @param today YYYY-MM-DD; the data is up to a month older
 */
export function inventedAnswers({ people }: Inquiry, today: string): Answer[] {
  return people.flatMap(({ key, identityNumber, items }) =>
    items.map((item) => answerOf(key, item, identityNumber, today)),
  );
}

function answerOf(key: string, item: string, identityNumber: string, today: string): Answer {
  const digest = createHash('sha256').update(`${item}|${identityNumber}`).digest();
  const asOf = new Date(Date.parse(today) - (digest.readUInt8(0) % 30) * DAY_MILLISECONDS).toISOString().slice(0, 10);
  const [yuan, period, share] = AMOUNTS[item] ?? [0, 'once', COUNTED[item] ?? USUAL_SHARE];
  if (digest.readUInt16BE(1) % 100 >= share) return { key, item, held: false, asOf };
  if (yuan === 0) return { key, item, held: true, things: 1, asOf };
  const amountFen = (1 + (digest.readUInt32BE(4) % yuan)) * 100;
  return { key, item, held: true, things: 1, amountFen, period, asOf };
}
