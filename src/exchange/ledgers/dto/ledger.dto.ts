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

export const LedgerQuery = z.strictObject({ state: z.enum(ledgerStates).optional(), ...pageQuery });
export type LedgerQuery = z.output<typeof LedgerQuery>;

export const LedgerProblemQuery = z.strictObject({ code: z.string().max(60).optional(), ...pageQuery });
export type LedgerProblemQuery = z.output<typeof LedgerProblemQuery>;

export const householdStates = ['written', 'undone', 'left'] as const;
export const LedgerHouseholdQuery = z.strictObject({ state: z.enum(householdStates).optional(), ...pageQuery });
export type LedgerHouseholdQuery = z.output<typeof LedgerHouseholdQuery>;
