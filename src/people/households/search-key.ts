import { normaliseIdentityNumber } from './identity-number';

export type SearchKeyKind = 'number' | 'identity' | 'phone' | 'name';

export interface SearchKey {
  kind: SearchKeyKind;
  /** As it was stored or indexed. */
  text: string;
}

/** Of the old foreigner's permits, or 18 places of which the last may be an X (B34, B49). */
const IDENTITY = /^([A-Z]{3}\d{12}|\d{17}[\dX])$/;

/** What somebody typed to find one file: its number, a whole identity number, a whole phone, or else a name (C3). */
export function searchKeyOf(typed: string): SearchKey {
  const plain = typed.normalize('NFKC').trim();
  if (/^H-\d{4}-\d+$/i.test(plain)) return { kind: 'number', text: plain.toUpperCase() };
  const identity = normaliseIdentityNumber(plain);
  if (IDENTITY.test(identity)) return { kind: 'identity', text: identity };
  const phone = plain.replace(/[\s+()-]/g, '');
  if (/^\d{7,15}$/.test(phone)) return { kind: 'phone', text: phone };
  return { kind: 'name', text: plain };
}
