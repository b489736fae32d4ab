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
  return [home, ...parts.map((key) => ({ key, href: `/console/households/${id}/${key}`, current: key === current }))];
}
