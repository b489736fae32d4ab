import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { studyKinds } from '../instrument-study.entity';

const instrument = z.string().regex(/^S\d{2}$/);
const reason = z.string().trim().min(8).max(500);
/** Per cent. */
const share = z.number().min(0).max(100);

/** A measurement of how well a scale works here. */
export const OrderReliability = z.strictObject({ kind: z.literal('reliability'), instrument });
/** A proposal of other cuts. */
export const OrderNorming = z.strictObject({
  kind: z.literal('norming'),
  instrument,
  reason,
  /** Per cent of people who should stand at some, moderate and grave need or above. Left out: those of domain D's cuts. */
  shares: z.tuple([share, share, share]).optional(),
});
export const OrderStudy = z
  .discriminatedUnion('kind', [OrderReliability, OrderNorming])
  .meta({ id: 'OrderInstrumentStudy' });
export type OrderStudy = z.output<typeof OrderStudy>;

/** Why a proposal is taken back. */
export const WithdrawStudy = z.strictObject({ reason }).meta({ id: 'WithdrawInstrumentStudy' });
export type WithdrawStudy = z.output<typeof WithdrawStudy>;

export const StudyQuery = z.strictObject({
  instrument: instrument.optional(),
  kind: z.enum(studyKinds).optional(),
  ...pageQuery,
});
export type StudyQuery = z.output<typeof StudyQuery>;
