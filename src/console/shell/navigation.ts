import { allows, type Permission } from '../../trust/access';

interface Area {
  /** Text key below `shell.areas`. */
  key: string;
  href: string;
  permission: Permission;
}

/** The areas of the console in the order of the loop. Whoever has the permission sees the link. */
const AREAS: readonly Area[] = [
  { key: 'home', href: '/console', permission: 'console:use' },
  { key: 'leads', href: '/console/leads', permission: 'leads:read' },
  { key: 'households', href: '/console/households', permission: 'households:read' },
  { key: 'field', href: '/console/field', permission: 'take-alongs:read' },
  { key: 'applications', href: '/console/applications', permission: 'applications:read' },
  { key: 'support-files', href: '/console/support-files', permission: 'support-files:read' },
  { key: 'missed-benefits', href: '/console/missed-benefits', permission: 'entitlements:read' },
  { key: 'integrity', href: '/console/integrity-list', permission: 'integrity:read' },
  { key: 'check-mismatches', href: '/console/check-mismatches', permission: 'checks:settle' },
  { key: 'department-orders', href: '/console/department-orders', permission: 'department-files:read' },
  { key: 'watch-lists', href: '/console/watch-lists', permission: 'watch-lists:read' },
  { key: 'watch-differences', href: '/console/watch-differences', permission: 'watch-differences:read' },
  { key: 'mandatory-reports', href: '/console/mandatory-reports', permission: 'assessments:read' },
  { key: 'flag-tasks', href: '/console/flag-tasks', permission: 'assessments:read' },
  { key: 'assessor-trainings', href: '/console/assessor-trainings', permission: 'trainings:read' },
  { key: 'rights', href: '/console/rights', permission: 'rights:read' },
  { key: 'plans', href: '/console/plans', permission: 'plans:read' },
  { key: 'referrals', href: '/console/referrals', permission: 'referrals:read' },
  { key: 'gaps', href: '/console/gaps', permission: 'gaps:read' },
  { key: 'allocations', href: '/console/allocations', permission: 'allocations:read' },
  { key: 'fairness', href: '/console/fairness', permission: 'fairness:read' },
  { key: 'service-times', href: '/console/service-times', permission: 'service-times:read' },
  { key: 'evaluations', href: '/console/evaluations', permission: 'evaluations:read' },
  { key: 'instrument-quality', href: '/console/instrument-quality', permission: 'instrument-quality:measure' },
  { key: 'providers', href: '/console/providers', permission: 'providers:read' },
  { key: 'offerings', href: '/console/offerings', permission: 'offerings:read' },
  { key: 'contracts', href: '/console/contracts', permission: 'contracts:read' },
  { key: 'funds', href: '/console/funds', permission: 'funds:read' },
  { key: 'approvals', href: '/console/approvals', permission: 'approvals:read' },
  { key: 'conflicts', href: '/console/conflicts', permission: 'conflicts:declare' },
  { key: 'messages', href: '/console/messages', permission: 'notifications:read' },
  { key: 'exports', href: '/console/exports', permission: 'exports:read' },
  { key: 'imports', href: '/console/imports', permission: 'imports:read' },
  { key: 'ledgers', href: '/console/ledgers', permission: 'ledgers:read' },
  { key: 'mapping', href: '/console/mapping', permission: 'mapping:write' },
  { key: 'check-departments', href: '/console/check-departments', permission: 'departments:decide' },
  { key: 'packs', href: '/console/policy-packs', permission: 'packs:read' },
  { key: 'accounts', href: '/console/accounts', permission: 'accounts:read' },
  { key: 'alarms', href: '/console/access-alarms', permission: 'alarms:read' },
  { key: 'audit', href: '/console/audit', permission: 'audit:read' },
];

export interface NavigationLink {
  key: string;
  href: string;
  current: boolean;
}

/** Links that these roles may follow; the longest that begins the current path is marked. */
export function navigationFor(roles: readonly string[], path: string): NavigationLink[] {
  const links = AREAS.filter((area) => allows(roles, area.permission));
  // The home page begins every other path: it is current alone.
  const begins = (href: string) => path === href || (href !== '/console' && path.startsWith(`${href}/`));
  const current = links.filter((area) => begins(area.href)).sort((a, b) => b.href.length - a.href.length)[0];
  return links.map(({ key, href }) => ({ key, href, current: href === current?.href }));
}
