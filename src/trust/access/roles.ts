/** The roles of domain C3 and, for the machine itself, `system`. */
export const ROLES = [
  'reporter',
  'window-worker',
  'station-worker',
  'centre-worker',
  'dispatcher',
  'practitioner',
  'volunteer',
  'evaluator',
  'officer',
  'supervisor',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
  'household',
  'system',
] as const;

export type Role = (typeof ROLES)[number];

/** Staff of the assistance system who work on households. */
export const WORKERS = ['window-worker', 'station-worker', 'centre-worker'] as const satisfies readonly Role[];
/** Staff of a provider. */
export const PROVIDER_STAFF = ['dispatcher', 'practitioner'] as const satisfies readonly Role[];
