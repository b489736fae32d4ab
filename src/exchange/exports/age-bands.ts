/** Bands of the law rather than decades: children under 14 (PIPL 28), minors, working age, old (B2), very old. */
const BANDS: ReadonlyArray<[number, string]> = [
  [80, '80+'],
  [60, '60-79'],
  [40, '40-59'],
  [18, '18-39'],
  [14, '14-17'],
  [0, '0-13'],
];
const WIDE: Readonly<Record<string, string>> = {
  '80+': '60+',
  '60-79': '60+',
  '40-59': '18-59',
  '18-39': '18-59',
  '14-17': '0-17',
  '0-13': '0-17',
};

/** Band of an age in years; null when it is not known. */
export const ageBand = (age: number | null): string | null =>
  age === null ? null : (BANDS.find(([from]) => age >= from)?.[1] ?? null);

/** One step up. What is no band stays what it is. */
export const widerBand = (band: string): string => WIDE[band] ?? band;
