import { z } from 'zod';
import { pageQuery } from '../../../platform/database';

export const fundStates = ['open', 'closed'] as const;
export const fundLayers = ['special-fund', 'provincial-fund'] as const;
export const fundRequestStates = ['draft', 'approved-once', 'reserved', 'paid', 'refused', 'released'] as const;

const text = (max: number) => z.string().trim().min(1).max(max);
const MOST = 100_000_000_000;
const amountFen = z.number().int().min(1).max(MOST);

const terms = z.strictObject({
  name: text(120),
  purpose: text(1000),
  donorRestriction: text(1000).nullish(),
  /** What one household may get in all; 0: no ceiling. */
  householdCeilingFen: z.number().int().min(0).max(MOST),
  layer: z.enum(fundLayers),
});

export const CreateFundInput = terms
  .extend({
    householdCeilingFen: terms.shape.householdCeilingFen.default(0),
    layer: terms.shape.layer.default('special-fund'),
  })
  .meta({ id: 'CreateFund' });
export type CreateFundInput = z.output<typeof CreateFundInput>;
export const EditFundInput = terms.partial().meta({ id: 'EditFund' });
export type EditFundInput = z.output<typeof EditFundInput>;

export const PayInInput = z.strictObject({ amountFen, note: text(300).nullish() }).meta({ id: 'PayIntoFund' });
export type PayInInput = z.output<typeof PayInInput>;

export const RequestFundInput = z
  .strictObject({
    /** For whom, e.g. the household; opaque here. */
    holderId: z.uuid(),
    amountFen,
    purpose: text(1000),
  })
  .meta({ id: 'RequestFund' });
export type RequestFundInput = z.output<typeof RequestFundInput>;

export const MoveFundInput = z.strictObject({ reason: text(500).nullish() }).meta({ id: 'MoveFund' });

export const FundQuery = z.strictObject({ ...pageQuery, state: z.enum(fundStates).optional() });
export type FundQuery = z.output<typeof FundQuery>;
export const FundRequestQuery = z.strictObject({ ...pageQuery, state: z.enum(fundRequestStates).optional() });
export type FundRequestQuery = z.output<typeof FundRequestQuery>;
