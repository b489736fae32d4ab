import { z } from 'zod';
import { released, withheld } from '../../../trust/access';
import { economyKinds, economyMethods, economyPeriods } from '../economy-items';
import type { EconomyLine } from '../economy-line.entity';

const fen = z.int();
const day = z.iso.date();

export const economyLineView = z.strictObject({
  id: z.uuid(),
  self: z.string(),
  householdId: z.uuid(),
  memberId: z.uuid().nullable(),
  kind: z.enum(economyKinds),
  item: z.string(),
  amountFen: fen,
  period: z.enum(economyPeriods),
  method: z.enum(economyMethods),
  asOf: day,
  trade: z.string().nullable(),
  exemptOn: z.string().nullable(),
  exemptReason: z.string().nullable(),
  note: z.string().nullable(),
  recordedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  version: z.int(),
});
export type EconomyLineView = z.infer<typeof economyLineView>;

const totals = z.strictObject({
  from: day,
  until: day,
  members: z.int(),
  incomeFen: fen,
  uncountedFen: fen,
  incomeByItem: z.array(z.strictObject({ item: z.string(), fen, counted: z.boolean() })),
  expenditureFen: fen,
  rigidFen: fen,
  expenditureByItem: z.array(z.strictObject({ item: z.string(), fen, rigid: z.boolean() })),
  assetsFen: fen,
  incomePerHeadFen: fen.nullable(),
  expenditurePerHeadFen: fen.nullable(),
  declared: z.boolean(),
});

export const economyView = z.strictObject({
  /** For those who see sums only: the lines that they typed themselves. */
  items: z.array(released('economy', economyLineView, { from: 'full' })),
  next: z.null(),
  totals: released('economy', totals.nullable(), { from: 'summary' }),
  withheld,
});
export type EconomyView = z.infer<typeof economyView>;
export function viewEconomyLine({ recordedBy: _by, ...line }: EconomyLine): EconomyLineView {
  return {
    ...line,
    self: `/api/v1/economy/${line.id}`,
    recordedAt: line.recordedAt.toISOString(),
    endedAt: line.endedAt?.toISOString() ?? null,
  };
}
