/** Parts of a file and the pages they lie on; each room shows its own. */
const parts = [
  'assessments',
  'needs',
  'economy',
  'entitlements',
  'classification',
  'matches',
  'plan',
  'referrals',
  'timeline',
  'file',
];

/** Sub-navigation of a household file. */
export function householdParts(
  id: string,
  current = 'overview',
): Array<{ key: string; href: string; current: boolean }> {
  const home = { key: 'overview', href: `/console/households/${id}`, current: current === 'overview' };
  // Referrals have one list for everybody; the others are pages of the file.
  const hrefOf = (key: string) =>
    key === 'referrals' ? `/console/referrals?household=${id}` : `/console/households/${id}/${key}`;
  return [home, ...parts.map((key) => ({ key, href: hrefOf(key), current: key === current }))];
}
