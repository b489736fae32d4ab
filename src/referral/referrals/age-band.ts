/** Ten-year bands of the ages that are known, e.g. `60-69`, `0-9, 30-39`, `90+`; null when none is. */
export function ageBandOf(ages: ReadonlyArray<number | null>): string | null {
  const decades = [...new Set(ages.filter((age) => age !== null).map((age) => Math.min(Math.floor(age / 10), 9)))];
  const bands = decades
    .sort((a, b) => a - b)
    .map((decade) => (decade === 9 ? '90+' : `${decade}0-${decade}9`.replace(/^00-09$/, '0-9')));
  return bands.length > 0 ? bands.join(', ') : null;
}
