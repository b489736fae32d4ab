import { plusDays } from '../calendar';
import { layRow, noted } from './change-rows';
import type { ChangeProblem, PackChange } from './pack-change';
import {
  changeableParts,
  type Fields,
  isChangeable,
  isDated,
  isFields,
  isFieldsList,
  kindOf,
  rowName,
  rowNamed,
} from './pack-cells';
import type { PackRules } from './pack-sections';

/** Rules with changes laid over them, and the changes that have no place in them. */
export interface ChangedRules {
  rules: PackRules;
  problems: ChangeProblem[];
}

/**
 * Lays changes over a copy of the rules, the earliest first. A dated row is cut at the first day of its change, so that the
 * old number holds up to the day before; what has no dates changes when its day has come. Days of a row change in place.
 * @param on YYYY-MM-DD; null: all changes, whenever they begin
 */
export function changeRules(base: PackRules, changes: readonly PackChange[], on: string | null): ChangedRules {
  const rules = structuredClone(base);
  const problems: ChangeProblem[] = [];
  const inOrder = [...changes].sort((one, other) => (one.from < other.from ? -1 : Number(one.from > other.from)));
  for (const change of inOrder) {
    const code = change.value === undefined ? layRow(rules, change, on) : lay(rules, change, change.value, on);
    if (code) problems.push({ ...placeOf(change), code, params: { day: change.from } });
  }
  return { rules, problems };
}

/** Section and row of a change. */
export function placeOf({
  path,
  value,
}: Pick<PackChange, 'path' | 'value'>): Pick<ChangeProblem, 'path' | 'section' | 'row'> {
  const [part = '', ...rest] = path.split('.');
  const section = isChangeable(part) ? changeableParts[part] : part;
  if (value === undefined) return { path, section, row: rest.at(-1) ?? part };
  return { path, section, row: rest.length > 1 ? rest.slice(0, -1).join('.') : part };
}

interface Holder {
  fields: Fields;
  /** The dated row that the fields are in, with its list. */
  dated: { list: Fields[]; row: Fields } | null;
}

function lay(
  rules: PackRules,
  { path, from, citation }: PackChange,
  value: number | string,
  on: string | null,
): string | null {
  const [part = '', ...ways] = path.split('.');
  const key = ways.pop() ?? '';
  if (!isChangeable(part)) return 'pack-path-unknown';
  let found = holderOf(rules[part], ways, from);
  if (found === 'no-row') return 'pack-no-row-on-day';
  if (!found || !Object.hasOwn(found.fields, key)) return 'pack-path-unknown';
  const kind = kindOf(path, found.fields[key]);
  if (!kind) return 'pack-path-unknown';
  if ((kind === 'fen' || kind === 'number') !== (typeof value === 'number')) return 'pack-value-kind';
  if (!found.dated && on !== null && from > on) return null;
  if (found.dated && kind !== 'day' && from > String(found.dated.row['from'])) {
    cut(found.dated, from);
    found = holderOf(rules[part], ways, from) as Holder;
  }
  found.fields[key] = value;
  noted(found.dated?.row ?? found.fields, citation);
  return null;
}

/** Where a number stands: through blocks by their keys, through lists by the names of their rows. */
function holderOf(start: unknown, ways: readonly string[], day: string): Holder | 'no-row' | null {
  let at: unknown = start;
  let dated: Holder['dated'] = null;
  for (const way of ways) {
    if (isFieldsList(at)) {
      const row = rowNamed(at, way, day);
      if (!row) return at.some((one, place) => rowName(one, place) === way) ? 'no-row' : null;
      if (isDated(row)) dated = { list: at, row };
      at = row;
    } else if (isFields(at) && Object.hasOwn(at, way)) at = at[way];
    else return null;
  }
  return isFields(at) ? { fields: at, dated } : null;
}

/** Ends the row the day before, and puts a copy behind it that holds from the day on. */
function cut({ list, row }: NonNullable<Holder['dated']>, from: string): void {
  list.splice(list.indexOf(row) + 1, 0, { ...structuredClone(row), from });
  row['until'] = plusDays(from, -1);
  delete row['ends'];
}
