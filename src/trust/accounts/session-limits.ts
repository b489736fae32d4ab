import type { Role } from '../access';

interface Limit {
  /** Minutes without a request. */
  idle: number;
  /** Minutes in any case. */
  total: number;
}

const HOUR = 60;

/**
 * How long a session lives (C2, ASVS 5.0 7.3.1 and 7.3.2), in minutes; of several roles the shortest counts. A console left
 * open locks itself; a script's token lasts a working day.
 */
export const SESSION_LIMITS: Readonly<Record<'cookie' | 'bearer', Partial<Record<Role, Limit>> & { others: Limit }>> = {
  cookie: {
    'system-administrator': { idle: 15, total: 8 * HOUR },
    'security-administrator': { idle: 15, total: 8 * HOUR },
    'audit-administrator': { idle: 15, total: 8 * HOUR },
    supervisor: { idle: 30, total: 8 * HOUR },
    evaluator: { idle: 30, total: 12 * HOUR },
    others: { idle: HOUR, total: 12 * HOUR },
  },
  bearer: {
    'system-administrator': { idle: HOUR, total: 8 * HOUR },
    'security-administrator': { idle: HOUR, total: 8 * HOUR },
    'audit-administrator': { idle: HOUR, total: 8 * HOUR },
    others: { idle: 12 * HOUR, total: 12 * HOUR },
  },
};

const WITHOUT_ROLES = {
  household: { idle: HOUR / 2, total: 2 * HOUR },
  'sign-in-step': { idle: 5, total: 5 },
} as const;

export type SessionKind = 'cookie' | 'bearer' | keyof typeof WITHOUT_ROLES;

/** The limits of a session of this kind for somebody with these roles. */
export function sessionLimit(kind: SessionKind, roles: readonly string[]): Limit {
  if (kind === 'household' || kind === 'sign-in-step') return WITHOUT_ROLES[kind];
  const { others, ...byRole } = SESSION_LIMITS[kind];
  const own = roles.map((role) => (byRole as Partial<Record<string, Limit>>)[role] ?? others);
  const shortest = (key: keyof Limit) => Math.min(others[key], ...own.map((limit) => limit[key]));
  return { idle: shortest('idle'), total: shortest('total') };
}
