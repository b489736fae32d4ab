import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  type FieldGroup,
  fieldGroups,
  higher,
  type Levels,
  referralPhases,
  releaseLevels,
  type ReleaseLevel,
  type ReleaseRelation,
  staffRelations,
} from './field-groups';
import { PROVIDER_STAFF, type Role, ROLES } from './roles';

const level = z.enum(releaseLevels);
type Level = z.infer<typeof level>;
/** Of staff a cell may leave relations out, but not the last; of a provider every phase is said. */
const staffCell = z.union([level, z.strictObject({ otherwise: level }).extend(optionalLevels())]);
const providerCell = z.union([level, z.strictObject(each(referralPhases, level))]);
const providers: readonly Role[] = PROVIDER_STAFF;

const tableSchema = z.strictObject({
  levels: z.strictObject({
    ...each(ROLES, z.strictObject(each(fieldGroups, staffCell))),
    ...each(PROVIDER_STAFF, z.strictObject(each(fieldGroups, providerCell))),
  }),
  reveal: z.partialRecord(z.enum(ROLES), z.array(z.enum(fieldGroups))),
});
export type FieldReleaseTable = z.infer<typeof tableSchema>;

/** @throws ZodError with the place of a missing cell or an unknown name: the start ends there */
export const readReleaseTable = (data: unknown): FieldReleaseTable => tableSchema.parse(data);

const table = readReleaseTable(parse(readFileSync(join(__dirname, 'field-release.yaml'), 'utf8')));

/** What somebody with these roles sees while these relations hold: of all cells that apply the highest (C3). */
export function levelsOf(roles: readonly string[], relations: readonly ReleaseRelation[]): Levels {
  const mine = ROLES.filter((role) => roles.includes(role));
  return each(fieldGroups, (group) =>
    mine.map((role) => levelAt(role, group, relations)).reduce(higher, 'none' as ReleaseLevel),
  );
}

function levelAt(role: Role, group: FieldGroup, relations: readonly ReleaseRelation[]): ReleaseLevel {
  const cell: Level | Readonly<Record<string, Level | undefined>> = table.levels[role][group];
  if (typeof cell === 'string') return cell;
  const found = providers.includes(role) ? relations : [...relations, 'otherwise'];
  return found.map((relation) => cell[relation] ?? 'none').reduce(higher, 'none' as ReleaseLevel);
}

/** Whether one of these roles may open a masked field of the group for a stated reason. */
export function mayReveal(roles: readonly string[], group: FieldGroup): boolean {
  return ROLES.some((role) => roles.includes(role) && (table.reveal[role]?.includes(group) ?? false));
}

/** Whether what these roles see depends on who leads or holds the case. */
export function dependsOnCase(roles: readonly string[]): boolean {
  return ROLES.filter((role) => roles.includes(role)).some((role) =>
    fieldGroups.some((group) => {
      const cell = table.levels[role][group];
      return typeof cell !== 'string' && ('own-case' in cell || 'own-tier' in cell);
    }),
  );
}

function each<K extends string, V>(keys: readonly K[], value: V | ((key: K) => V)): Record<K, V> {
  const of = (key: K) => (typeof value === 'function' ? (value as (key: K) => V)(key) : value);
  return Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<K, V>;
}

function optionalLevels() {
  const rest = staffRelations.filter((relation) => relation !== 'otherwise');
  return each(rest, z.enum(releaseLevels).optional());
}
