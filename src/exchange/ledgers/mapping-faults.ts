import type { FieldError } from '../../platform/errors';
import type { LedgerColumns, LedgerField } from './ledger-fields';

const NEEDED: ReadonlyArray<readonly [field: LedgerField, code: string]> = [
  ['name', 'ledger-needs-name'],
  ['relation', 'ledger-needs-relation'],
  ['region', 'ledger-needs-region'],
];

/** Why rows cannot be read by these columns; nothing when they can. */
export function mappingFaults(columns: LedgerColumns): FieldError[] {
  const named = columns.filter((field): field is LedgerField => field !== null);
  const twice = columns.flatMap((field, at) =>
    field !== null && columns.indexOf(field) < at ? [{ field: `columns.${at}`, code: 'ledger-column-twice' }] : [],
  );
  const missing = NEEDED.filter(([field]) => !named.includes(field)).map(([, code]) => ({ field: 'columns', code }));
  // Without one of these only the order of the rows would tell whose row it is.
  const key = named.some((field) => ['householdKey', 'headIdentity', 'headName'].includes(field));
  return [...twice, ...missing, ...(key ? [] : [{ field: 'columns', code: 'ledger-needs-key' }])];
}
