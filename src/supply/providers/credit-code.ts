const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** What the first two characters say about the holder (B50). */
export type CreditCodeHolder = 'association' | 'private-non-enterprise' | 'foundation' | 'market' | 'other';

export type CreditCodeCheck =
  | { ok: true; normalised: string; holder: CreditCodeHolder }
  | { ok: false; code: 'credit-code-format' | 'credit-code-check-character' };

/** The check character of GB 32100-2015 over the first 17 characters. */
export function creditCodeCheckCharacter(seventeen: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * alphabet.indexOf(seventeen[place] ?? ''), 0);
  return alphabet[(31 - (sum % 31)) % 31] ?? '';
}

/** Unified social credit code of an organisation; says only that it can exist, not that it does (the centre looks it up). */
export function checkCreditCode(text: string): CreditCodeCheck {
  const normalised = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  const known = [...normalised].every((character) => alphabet.includes(character));
  if (normalised.length !== 18 || !known) return { ok: false, code: 'credit-code-format' };
  if (creditCodeCheckCharacter(normalised.slice(0, 17)) !== normalised[17]) {
    return { ok: false, code: 'credit-code-check-character' };
  }
  return { ok: true, normalised, holder: holderOf(normalised) };
}

function holderOf(code: string): CreditCodeHolder {
  if (code.startsWith('51')) return 'association';
  if (code.startsWith('52')) return 'private-non-enterprise';
  if (code.startsWith('53')) return 'foundation';
  return code.startsWith('9') ? 'market' : 'other';
}
