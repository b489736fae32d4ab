import { z } from 'zod';
import { type FieldGroup, fieldGroups, type Levels, reaches, type ReleaseLevel } from './field-groups';

/** Says of a field of a view when it is shown, and what stands in its place else. */
export interface FieldMark {
  group: FieldGroup;
  from: ReleaseLevel;
  /** At level `masked`, where the field itself is shown from `full` on. */
  masked?: (value: unknown) => unknown;
  /** Instead of null, e.g. the number of a file for the name. */
  instead?: (view: Readonly<Record<string, unknown>>) => unknown;
}

type MarkOptions<S extends z.ZodType> = {
  from: Exclude<ReleaseLevel, 'none' | 'ask'>;
  masked?: (value: NonNullable<z.infer<S>>) => z.infer<S>;
  instead?: (view: Readonly<Record<string, unknown>>) => z.infer<S>;
};

const marks = z.registry<FieldMark>();

/**
 * Marks a field of a view (C3): its group and the level from which it is shown. Below, `releaseFields` puts null, an
 * empty list or nothing in its place; so the schema has to allow null. The marks stand in the API's description too.
 */
export function released<S extends z.ZodType>(group: FieldGroup, schema: S, options: MarkOptions<S>): S {
  const marked = schema.meta({ 'x-field-group': group, 'x-shown-from': options.from });
  marks.add(marked, { group, ...options } as FieldMark);
  return marked;
}

/** The mark of a schema, for those who check that none is missing. */
export const markOf = (schema: z.ZodType): FieldMark | undefined => marks.get(schema);

/** Groups of which something is not shown: "not for your role", not "not recorded". Filled in by `releaseFields`. */
export const withheld = z.array(z.enum(fieldGroups)).meta({ description: 'groups not shown to this role (C3)' });

/** A view before its fields were released: only `releaseFields` says what is withheld. */
export type Unreleased<V> = V extends { withheld: readonly FieldGroup[] } ? Omit<V, 'withheld'> : V;

/** Entries that the reader typed, by id, and what the reader sees of them. */
export interface OwnEntries {
  ids: ReadonlySet<unknown>;
  levels: Levels;
}

/**
 * The one place where fields are removed or masked: of `view` is left what `levels` allow by the marks in `schema`; a
 * view that has a place for `withheld` is told what is missing.
 */
export function releaseFields<S extends z.ZodType>(
  schema: S,
  view: Unreleased<z.infer<S>>,
  levels: Levels,
  own?: OwnEntries,
): z.infer<S> {
  return walk(schema, view, { levels, own, parent: {} }) as z.infer<S>;
}

interface Walk {
  levels: Levels;
  own: OwnEntries | undefined;
  parent: Readonly<Record<string, unknown>>;
}

function walk(schema: z.ZodType, value: unknown, state: Walk): unknown {
  const mark = marks.get(schema);
  if (mark && !reaches(state.levels[mark.group], mark.from)) return inPlaceOf(mark, schema, value, state);
  if (value === null || value === undefined) return value;
  if (schema instanceof z.ZodObject) {
    return typeof value === 'object' ? walkObject(schema, value as Record<string, unknown>, state) : null;
  }
  if (schema instanceof z.ZodArray) {
    return Array.isArray(value) ? walkArray(schema.element as z.ZodType, value, state) : null;
  }
  if (schema instanceof z.ZodRecord) {
    const entries = Object.entries(value as object);
    return Object.fromEntries(entries.map(([key, inner]) => [key, walk(schema.valueType as z.ZodType, inner, state)]));
  }
  if (schema instanceof z.ZodUnion) return walkUnion(schema.options as z.ZodType[], value, state);
  const inner = innerOf(schema);
  return inner ? walk(inner, value, state) : value;
}

/** The first option that what is left fits; where none does, nothing is shown. */
function walkUnion(options: readonly z.ZodType[], value: unknown, state: Walk): unknown {
  for (const option of options) {
    const left = walk(option, value, state);
    if (option.safeParse(left).success) return left;
  }
  return null;
}

function walkObject(schema: z.ZodObject, value: Record<string, unknown>, state: Walk): Record<string, unknown> {
  const levels = state.own && 'id' in value && state.own.ids.has(value.id) ? state.own.levels : state.levels;
  const below = { ...state, levels, parent: value };
  const shape = schema.shape as Record<string, z.ZodType>;
  const fields = Object.entries(shape).flatMap(([name, field]) => {
    if (field === withheld) return [[name, withheldOf(schema, levels)]];
    return name in value ? [[name, walk(field, value[name], below)]] : [];
  });
  return Object.fromEntries(fields) as Record<string, unknown>;
}

/** Elements that are marked themselves are left out, not replaced. */
function walkArray(element: z.ZodType, values: unknown[], state: Walk): unknown[] {
  const mark = marks.get(element);
  const kept = values.filter((value) => {
    const id = (value as { id?: unknown } | null)?.id;
    const levels = state.own && id !== undefined && state.own.ids.has(id) ? state.own.levels : state.levels;
    return !mark || reaches(levels[mark.group], mark.from);
  });
  // The mark was looked at here, with the levels of the single entry.
  return kept.map((value) => (mark ? walkMarked(element, value, state) : walk(element, value, state)));
}

function walkMarked(element: z.ZodType, value: unknown, state: Walk): unknown {
  return element instanceof z.ZodObject ? walkObject(element, value as Record<string, unknown>, state) : value;
}

function inPlaceOf(mark: FieldMark, schema: z.ZodType, value: unknown, state: Walk): unknown {
  if (mark.masked && state.levels[mark.group] === 'masked') {
    return value === null || value === undefined ? value : mark.masked(value);
  }
  if (mark.instead) return mark.instead(state.parent);
  return schema instanceof z.ZodArray ? [] : null;
}

function innerOf(schema: z.ZodType): z.ZodType | null {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodReadonly) {
    return schema.unwrap() as z.ZodType;
  }
  return null;
}

/** Groups of which fields of this schema stay empty at these levels; a mask is no emptiness. */
export function withheldOf(schema: z.ZodType, levels: Levels): FieldGroup[] {
  const missing = marksIn(schema).filter(({ group, from, masked }) => {
    if (reaches(levels[group], from)) return false;
    return !(masked && levels[group] === 'masked');
  });
  return fieldGroups.filter((group) => missing.some((mark) => mark.group === group));
}

const found = new WeakMap<z.ZodType, readonly FieldMark[]>();

/** All marks of a view, those of its parts included. */
export function marksIn(schema: z.ZodType): readonly FieldMark[] {
  const known = found.get(schema);
  if (known) return known;
  const own = marks.get(schema);
  const all = [...(own ? [own] : []), ...partsOf(schema).flatMap(([, part]) => marksIn(part))];
  found.set(schema, all);
  return all;
}

/** The named fields of a view, or what a list, a record or a wrapper holds. */
export function partsOf(schema: z.ZodType): Array<[string, z.ZodType]> {
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape as Record<string, z.ZodType>);
  if (schema instanceof z.ZodArray) return [['', schema.element as z.ZodType]];
  if (schema instanceof z.ZodRecord) return [['', schema.valueType as z.ZodType]];
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).map((option) => ['', option]);
  const inner = innerOf(schema);
  return inner ? [['', inner]] : [];
}
