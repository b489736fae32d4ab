/** Whether a cell holds a value with its middle hidden, as our own lists show it (C3). */
export const isMasked = (cell: string): boolean => /^[^*\s]*\*{2,}[^*\s]*$/.test(cell.normalize('NFKC').trim());

/**
 * Whether a cell says the same as what its reader sees in the file: where either hides a character, any other fits. So a
 * workbook that comes back is not taken for another because of its masks, and nobody learns by it what is hidden.
 */
export function saysTheSame(cell: string, shown: string): boolean {
  const [one, other] = [plain(cell), plain(shown)];
  if (!one.includes('*') && !other.includes('*')) return one === other;
  return (
    one.length === other.length &&
    [...one].every((character, at) => character === '*' || other[at] === '*' || character === other[at])
  );
}

const plain = (text: string) => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
