import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { rightsRequestLifecycle } from '../rights-request.lifecycle';

const text = (max: number) => z.string().trim().min(1).max(max);
const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });
export const rightsKinds = ['see', 'copy', 'correct', 'object', 'delete', 'explain'] as const;
export const rightsTargets = ['classification', 'match'] as const;
export const rightsFields = ['name', 'birth-date', 'phone', 'identity-number', 'address', 'economy', 'other'] as const;
export const askedAs = ['self', 'guardian', 'proxy', 'next-of-kin'] as const;
export const identityChecks = [
  'known-person',
  'identity-document',
  'written-mandate',
  'death-and-kinship-papers',
] as const;
export const rightsStates = rightsRequestLifecycle.states;
export const rightsDecisions = ['grant', 'grant-partly', 'refuse'] as const;

/** What the household itself may say on its own page; link and PIN tell who it is. */
export const AskRight = z.strictObject({
  kind: z.enum(rightsKinds),
  targetKind: z.enum(rightsTargets).optional(),
  targetId: z.uuid().optional(),
  /** Needed for everything but seeing and copying. */
  words: text(2000).optional(),
  /** Needed for a correction. */
  field: z.enum(rightsFields).optional(),
});
export type AskRight = z.output<typeof AskRight>;

/** A worker writes down what somebody asks, and how it was made sure who asks. */
export const RecordRight = AskRight.extend({
  householdId: z.uuid(),
  askedAs: z.enum(askedAs).default('self'),
  /** Without one it is the household's own name. */
  askerName: text(60).optional(),
  identityCheck: z.enum(identityChecks),
  /** Kind of paper, never its number. */
  identityNote: text(300).optional(),
}).meta({ id: 'RecordRight' });
export type RecordRight = z.output<typeof RecordRight>;

/** What is put right in the file; other things are put right on their own pages. */
const correction = z.strictObject({
  field: z.enum(['name', 'birth-date', 'phone', 'identity-number', 'address']),
  /** Of whom; not for the address. */
  memberId: z.uuid().optional(),
  value: text(200),
});

/** A person decides and says why in plain words, for the household to read. */
export const DecideRight = z
  .strictObject({
    decision: z.enum(rightsDecisions),
    reason: z.string().trim().min(8).max(2000),
    correction: correction.optional(),
  })
  .meta({ id: 'DecideRight' });
export type DecideRight = z.output<typeof DecideRight>;

/** Filters of the desk, the most urgent first. */
export const RightsQuery = z.strictObject({
  state: z.enum(rightsStates).optional(),
  kind: z.enum(rightsKinds).optional(),
  open: flag.optional(),
  /** Past its day and still open. */
  late: flag.optional(),
  household: z.uuid().optional(),
  ...pageQuery,
});
export type RightsQuery = z.output<typeof RightsQuery>;

export const ClosedFileQuery = z.strictObject({ ...pageQuery });
export type ClosedFileQuery = z.output<typeof ClosedFileQuery>;

export const openingGrounds = ['court', 'supervision', 'statutory-check', 'household-asked'] as const;
/** Why a frozen file has to be opened. */
export const OpenFrozenFile = z
  .strictObject({ ground: z.enum(openingGrounds), reason: z.string().trim().min(8).max(500) })
  .meta({ id: 'OpenFrozenFile' });
export type OpenFrozenFile = z.output<typeof OpenFrozenFile>;
