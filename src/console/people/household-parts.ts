import { allows, type Permission } from '../../trust/access';

/** Parts of a file and the pages they lie on; each room shows its own. */
const parts = [
  'assessments',
  'needs',
  'economy',
  'verifications',
  'entitlements',
  'applications',
  'support-files',
  'classification',
  'clocks',
  'matches',
  'plan',
  'referrals',
  'timeline',
  'file',
];

/** What one has to be allowed to read a part; the others need no more than the file itself. */
const PERMISSION_OF_PART: Readonly<Record<string, Permission>> = {
  assessments: 'assessments:read',
  needs: 'needs:read',
  economy: 'economy:read',
  verifications: 'checks:read',
  entitlements: 'entitlements:read',
  applications: 'applications:read',
  'support-files': 'support-files:read',
  classification: 'classifications:read',
  clocks: 'clocks:read',
  matches: 'matches:read',
  plan: 'plans:read',
  referrals: 'referrals:read',
  file: 'households:print',
};

/** Sub-navigation of a household file: the parts that these roles may open. */
export function householdParts(
  id: string,
  roles: readonly string[],
  current = 'overview',
): Array<{ key: string; href: string; current: boolean }> {
  const home = { key: 'overview', href: `/console/households/${id}`, current: current === 'overview' };
  // Referrals have one list for everybody; the others are pages of the file.
  const hrefOf = (key: string) =>
    key === 'referrals' ? `/console/referrals?household=${id}` : `/console/households/${id}/${key}`;
  const mine = parts.filter((key) => allows(roles, PERMISSION_OF_PART[key] ?? 'households:read'));
  return [home, ...mine.map((key) => ({ key, href: hrefOf(key), current: key === current }))];
}
