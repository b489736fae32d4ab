import { PROVIDER_STAFF, type Role, WORKERS } from './roles';

const STAFF: readonly Role[] = [...WORKERS, 'officer'];
const CENTRE: readonly Role[] = ['centre-worker', 'officer'];
const FILE_READERS: readonly Role[] = [...STAFF, 'supervisor'];
const EXPORTERS: readonly Role[] = ['station-worker', 'centre-worker', 'officer', 'supervisor'];

/**
 * The closed list: permission → who has it. It opens the door of a route; which rows and fields are behind it is
 * decided by the database's policies and the field-release table.
 */
export const PERMISSIONS = {
  'leads:create': ['reporter', 'volunteer', ...STAFF, ...PROVIDER_STAFF],
  'leads:read': STAFF,
  'leads:triage': WORKERS,
  'households:read': FILE_READERS,
  'households:write': WORKERS,
  'households:reveal': FILE_READERS,
  'households:print': FILE_READERS,
  'rights:read': FILE_READERS,
  'rights:write': STAFF,
  'rights:decide': ['station-worker', 'centre-worker', 'officer'],
  'frozen-files:open': ['officer'],
  'cases:read': FILE_READERS,
  'cases:move': WORKERS,
  'consents:read': FILE_READERS,
  'consents:write': WORKERS,
  'economy:read': FILE_READERS,
  'economy:write': STAFF,
  'entitlements:read': FILE_READERS,
  'entitlements:write': STAFF,
  'entitlements:waive': CENTRE,
  'classifications:read': FILE_READERS,
  'classifications:propose': STAFF,
  'classifications:confirm': ['station-worker', 'centre-worker', 'officer'],
  'packs:read': [...FILE_READERS, 'system-administrator', 'security-administrator', 'audit-administrator'],
  'packs:draft': ['officer'],
  'instruments:read': [...STAFF, 'evaluator'],
  'assessments:read': WORKERS,
  'assessments:write': WORKERS,
  'needs:read': [...FILE_READERS, 'evaluator'],
  'needs:write': WORKERS,
  'providers:read': [...STAFF, ...PROVIDER_STAFF, 'supervisor'],
  'providers:write': ['dispatcher', 'centre-worker'],
  'providers:approve': CENTRE,
  'offerings:read': [...STAFF, ...PROVIDER_STAFF, 'supervisor'],
  'offerings:write': ['dispatcher', 'centre-worker'],
  'contracts:read': [...CENTRE, 'dispatcher', 'supervisor'],
  'contracts:write': CENTRE,
  'funds:read': [...CENTRE, 'station-worker', 'supervisor'],
  'funds:write': CENTRE,
  'matches:create': WORKERS,
  'matches:read': FILE_READERS,
  'plans:read': FILE_READERS,
  'plans:write': WORKERS,
  'gaps:read': [...STAFF, 'supervisor'],
  'referrals:read': [...FILE_READERS, ...PROVIDER_STAFF],
  'referrals:write': WORKERS,
  'referrals:answer': ['dispatcher'],
  'referrals:serve': PROVIDER_STAFF,
  'referrals:pause': [...WORKERS, ...PROVIDER_STAFF],
  'referrals:close': WORKERS,
  'referrals:resolve': ['station-worker', 'centre-worker'],
  'deliveries:read': [...FILE_READERS, ...PROVIDER_STAFF, 'evaluator'],
  'deliveries:write': PROVIDER_STAFF,
  'evaluations:read': ['evaluator', ...CENTRE, 'supervisor'],
  'evaluations:draw': CENTRE,
  'evaluations:write': ['evaluator'],
  'notifications:read': STAFF,
  'notifications:handle': WORKERS,
  'exports:read': [...EXPORTERS, 'security-administrator'],
  'exports:order': EXPORTERS,
  'exports:decide': CENTRE,
  'imports:read': [...CENTRE, 'dispatcher'],
  'imports:write': [...CENTRE, 'dispatcher'],
  'mapping:write': CENTRE,
  'accounts:read': ['system-administrator', 'security-administrator'],
  'accounts:write': ['system-administrator'],
  'accounts:invite': ['system-administrator', 'dispatcher'],
  'approvals:read': FILE_READERS,
  'approvals:ask': FILE_READERS,
  'approvals:decide': CENTRE,
  'approvals:review': [...CENTRE, 'supervisor'],
  'conflicts:declare': FILE_READERS,
  'conflicts:write': CENTRE,
  'alarms:read': ['security-administrator', 'supervisor'],
  'audit:read': ['audit-administrator', 'supervisor'],
  'audit:verify': ['audit-administrator'],
  'audit:sign': ['audit-administrator'],
  'operations:read': ['system-administrator'],
  'operations:write': ['system-administrator'],
  'household-page:use': ['household'],
  'console:use': [
    'reporter',
    'volunteer',
    ...STAFF,
    ...PROVIDER_STAFF,
    'evaluator',
    'supervisor',
    'system-administrator',
    'security-administrator',
    'audit-administrator',
  ],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether one of `roles` opens `permission`. */
export function allows(roles: readonly string[], permission: Permission): boolean {
  const holders: readonly string[] = PERMISSIONS[permission];
  return roles.some((role) => holders.includes(role));
}
