import { z } from 'zod';
import { pageQuery } from '../../../platform/database';

export const contractStates = ['draft', 'signed', 'ended'] as const;
const text = (max: number) => z.string().trim().min(1).max(max);
const fen = z.number().int().min(0).max(100_000_000_000);

const terms = z.strictObject({
  number: text(60),
  title: text(200),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  unit: text(30),
  unitPriceFen: fen,
  quantity: z.number().int().min(1).max(10_000_000),
  budgetFen: fen,
});

const inOrder = ({ startsOn, endsOn }: { startsOn?: string | undefined; endsOn?: string | undefined }): boolean =>
  !startsOn || !endsOn || startsOn <= endsOn;
const reversed = { path: ['endsOn'], params: { code: 'contract-dates-reversed' }, error: 'contract-dates-reversed' };

/** Term, quantity, unit price and budget (R73, R77). */
export const CreateContractInput = terms
  .extend({ providerId: z.uuid() })
  .refine(inOrder, reversed)
  .meta({ id: 'CreateContract' });
export type CreateContractInput = z.output<typeof CreateContractInput>;

export const EditContractInput = terms.partial().refine(inOrder, reversed).meta({ id: 'EditContract' });
export type EditContractInput = z.output<typeof EditContractInput>;

export const MoveContractInput = z.strictObject({ reason: text(500).nullish() }).meta({ id: 'MoveContract' });

export const ContractQuery = z.strictObject({
  ...pageQuery,
  provider: z.uuid().optional(),
  state: z.enum(contractStates).optional(),
  /** Only signed ones of which 80 % or more is used. */
  nearlySpent: z.stringbool().optional(),
});
export type ContractQuery = z.output<typeof ContractQuery>;

export const EntryQuery = z.strictObject(pageQuery);
export type EntryQuery = z.output<typeof EntryQuery>;
