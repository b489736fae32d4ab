import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PERMISSIONS } from '../../../src/trust/access';
import { allRoutes, type Route } from '../../consistency/routes';
import { ROOT } from '../../consistency/source-tree';
import { thingsOf } from './route-things';

const RECORD = join(ROOT, 'test/consistency/route-matrix.txt');
const NOTHING = '-';

/** Every route behind a door. */
export const CLOSED_ROUTES = allRoutes().filter(({ open }) => !open);
export const HOUSEHOLD_ROUTES = CLOSED_ROUTES.filter(({ permission }) => permission === 'household-page:use');
export const STAFF_ROUTES = CLOSED_ROUTES.filter(({ permission }) => permission !== 'household-page:use');

/** A row for each permission with its roles, then one for each route with its permission and what it names. */
export function printed(): string {
  const permissions = Object.entries(PERMISSIONS).map(([name, roles]) => `${name}: ${[...roles].sort().join(' ')}`);
  const routes = CLOSED_ROUTES.map(
    ({ name, permission, path }) => `${name} | ${permission} | ${thingsOf(path)?.join(' ') || NOTHING}`,
  );
  return `${[...permissions.sort(), '', ...routes.sort()].join('\n')}\n`;
}

/** After a change on purpose: run once with UPDATE_MATRIX=1 and read the difference. */
export function recorded(): string {
  if (process.env.UPDATE_MATRIX === '1') writeFileSync(RECORD, printed());
  return readFileSync(RECORD, 'utf8');
}

/** Tells whether one of some roles opens a route, by the record and not by what the route says of itself. */
export function recordedOpening(): (roles: readonly string[], route: Route) => boolean {
  const roles = new Map<string, string[]>();
  const permissions = new Map<string, string>();
  for (const line of recorded().split('\n')) {
    const [name = '', permission] = line.split(' | ');
    const [named = '', holders] = line.split(': ');
    if (permission) permissions.set(name, permission);
    else if (holders) roles.set(named, holders.split(' '));
  }
  return (mine, route) => {
    const holders = roles.get(permissions.get(route.name) ?? '');
    if (!holders) throw new Error(`${route.name} has no row in the record`);
    return mine.some((role) => holders.includes(role));
  };
}
