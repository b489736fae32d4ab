import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { ledgerFields, wordFields } from '../ledger-fields';
import { ledgerStates } from '../ledger-import.entity';

/** A field for each column from the left; null leaves a column out. */
export const MapLedger = z
  .strictObject({ columns: z.array(z.enum(ledgerFields).nullable()).min(1).max(200) })
  .meta({ id: 'MapLedger' });
export type MapLedger = z.output<typeof MapLedger>;

/** Words of the ledger and the codes they stand for; `region` takes the code of a division. */
export const NameWords = z
  .strictObject({
    words: z
      .array(
        z.strictObject({
          field: z.enum([...wordFields, 'region']),
          word: z.string().trim().min(1).max(200),
          code: z.string().trim().min(1).max(40),
        }),
      )
      .min(1)
      .max(200),
  })
  .meta({ id: 'NameLedgerWords' });
export type NameWords = z.output<typeof NameWords>;

/** The sheet that is the ledger. */
export const ChooseSheet = z
  .strictObject({ sheet: z.string().trim().min(1).max(60) })
  .meta({ id: 'ChooseLedgerSheet' });
export type ChooseSheet = z.output<typeof ChooseSheet>;

/**
 * Who gets the new files. A file of a place that the unit does not look after goes to its own window, and to another worker of the
 * unit where this one has a conflict of interest (C3).
 */
export const ConfirmLedger = z
  .strictObject({ unitId: z.uuid().optional(), leadWorkerId: z.uuid().optional() })
  .meta({ id: 'ConfirmLedger' });
export type ConfirmLedger = z.output<typeof ConfirmLedger>;

const line = z.int().positive().max(1_000_000);
/** Ticks cells that differ, or takes the ticks away: of a column, of a row, of one cell, or of all. */
export const TakeOver = z
  .strictObject({ take: z.boolean(), field: z.enum(ledgerFields).optional(), line: line.optional() })
  .meta({ id: 'TakeOverLedgerCells' });
export type TakeOver = z.output<typeof TakeOver>;

export const LedgerDifferenceQuery = z.strictObject({
  field: z.enum(ledgerFields).optional(),
  line: z.coerce.number().pipe(line).optional(),
  ...pageQuery,
});
export type LedgerDifferenceQuery = z.output<typeof LedgerDifferenceQuery>;

export const LedgerQuery = z.strictObject({ state: z.enum(ledgerStates).optional(), ...pageQuery });
export type LedgerQuery = z.output<typeof LedgerQuery>;

export const LedgerProblemQuery = z.strictObject({ code: z.string().max(60).optional(), ...pageQuery });
export type LedgerProblemQuery = z.output<typeof LedgerProblemQuery>;

export const householdStates = ['written', 'undone', 'left'] as const;
export const LedgerHouseholdQuery = z.strictObject({ state: z.enum(householdStates).optional(), ...pageQuery });
export type LedgerHouseholdQuery = z.output<typeof LedgerHouseholdQuery>;
