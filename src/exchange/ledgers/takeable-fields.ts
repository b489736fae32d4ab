import type { LedgerField } from './ledger-fields';
import type { LedgerPerson } from './ledger-person';

/**
 * Fields of a file that a ledger may fill in where a person ticks them. Who is in the household, what it draws and which circle it is
 * in are never among them: people come and go with a date (R99), the rest is determined, not reported (R3).
 */
export const takeableFields = [
  ...(['region', 'address', 'phone', 'identity', 'disabilityCard'] as const),
  ...(['birthDate', 'relation', 'sex', 'workCapacity'] as const),
] as const satisfies readonly LedgerField[];
export type TakeableField = (typeof takeableFields)[number];

export const isTakeable = (field: string): field is TakeableField =>
  (takeableFields as readonly string[]).includes(field);

/** What a row says in a field that can be taken over; null where it says nothing, or only a mask. */
export function saidIn(person: LedgerPerson, field: TakeableField, regionCode: string | null): string | null {
  switch (field) {
    case 'region':
      return regionCode;
    case 'identity':
      return person.identityNumber;
    case 'sex':
      return person.sex === 'unknown' ? null : person.sex;
    case 'workCapacity':
      return person.workCapacity === 'unknown' ? null : person.workCapacity;
    default:
      return person[field];
  }
}
