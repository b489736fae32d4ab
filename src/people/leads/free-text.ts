/** An identity number hidden in a sentence, also with blanks or dashes between the digits and in full-width digits. */
export function holdsIdentityNumber(text: string): boolean {
  const joined = text.normalize('NFKC').replace(/(?<=\d)[\s\-\u00b7.]+(?=[\dXx])/g, '');
  return /(?<!\d)\d{17}[\dXx](?!\d)/.test(joined);
}
