/** A cell to be looked at: of long numbers (papers, phones, accounts) the first three and last two characters (C3). */
export const maskCell = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(
      /\d[\d\s-]{5,}[\dXx]/g,
      (number) => `${number.slice(0, 3)}${'*'.repeat(number.length - 5)}${number.slice(-2)}`,
    );
