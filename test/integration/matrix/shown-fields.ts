import { z } from 'zod';
import { type FieldMark, type Levels, markOf, partsOf, reaches, withheld, withheldOf } from '../../../src/trust/access';

interface Place {
  path: string;
  mark: FieldMark;
  value: unknown;
  parent: Readonly<Record<string, unknown>>;
}

/** Every marked place of an answer with what stands there. */
function placesOf(schema: z.ZodType, value: unknown, path: string, parent: Place['parent'] = {}): Place[] {
  const mark = markOf(schema);
  const here = mark ? [{ path, mark, value, parent }] : [];
  if (value === null || value === undefined) return here;
  if (schema instanceof z.ZodUnion) {
    const options = schema.options as z.ZodType[];
    const fitting = options.findIndex((one) => one.safeParse(value).success);
    return [...here, ...(fitting < 0 ? [] : placesOf(options[fitting]!, value, `${path}|${fitting}`, parent))];
  }
  if (schema instanceof z.ZodArray) {
    const all = value as unknown[];
    return [...here, ...all.flatMap((one) => placesOf(schema.element as z.ZodType, one, `${path}[]`, parent))];
  }
  if (schema instanceof z.ZodRecord) {
    const all = Object.values(value);
    return [...here, ...all.flatMap((one) => placesOf(schema.valueType as z.ZodType, one, `${path}.*`, parent))];
  }
  const own = schema instanceof z.ZodObject ? (value as Record<string, unknown>) : parent;
  return [
    ...here,
    ...partsOf(schema).flatMap(([name, part]) =>
      name === '' ? placesOf(part, value, path, own) : placesOf(part, own[name], `${path}.${name}`, own),
    ),
  ];
}

const empty = (value: unknown) => value === null || value === undefined || (Array.isArray(value) && value.length === 0);

/** What of an answer is shown, and what is against the table of fields (C3): a value above the level, a false `withheld`. */
export function fieldsShown(schema: z.ZodType, body: unknown, levels: Levels): { shown: Place[]; faults: string[] } {
  const places = placesOf(schema, body, '');
  const faults: string[] = [];
  const shown = places.filter(({ path, mark, value, parent }) => {
    if (empty(value)) return false;
    if (reaches(levels[mark.group], mark.from)) return true;
    const hidden = mark.masked && levels[mark.group] === 'masked' && String(value).includes('*');
    const instead = mark.instead && mark.instead(parent) === value;
    if (!hidden && !instead) faults.push(`${path} of ${mark.group} is shown at ${levels[mark.group]}`);
    return false;
  });
  if (schema instanceof z.ZodObject && (schema.shape as Record<string, z.ZodType>).withheld === withheld) {
    const told = (body as { withheld: unknown }).withheld;
    if (JSON.stringify(told) !== JSON.stringify(withheldOf(schema, levels)))
      faults.push(`says ${String(told)} is withheld`);
  }
  return { shown, faults };
}

/** Which marked places hold something for somebody; whoever may see them has to see them too. */
export class SeenPlaces {
  private readonly seen = new Map<string, Map<string, FieldMark>>();
  private readonly asked: Array<{ route: string; asker: string; levels: Levels; paths: Set<string> }> = [];

  note(route: string, asker: string, levels: Levels, shown: readonly Place[]): void {
    const known = this.seen.get(route) ?? new Map<string, FieldMark>();
    this.seen.set(route, known);
    for (const { path, mark } of shown) known.set(path, mark);
    this.asked.push({ route, asker, levels, paths: new Set(shown.map(({ path }) => path)) });
  }

  get count(): number {
    return [...this.seen.values()].reduce((sum, places) => sum + places.size, 0);
  }

  /** Places that somebody should see by the table and does not. */
  missing(): string[] {
    return this.asked.flatMap(({ route, asker, levels, paths }) =>
      [...(this.seen.get(route) ?? [])]
        .filter(([path, { group, from }]) => !paths.has(path) && reaches(levels[group], from))
        .map(([path, { group }]) => `${route} ${asker}: ${path} of ${group} is not shown`),
    );
  }
}
