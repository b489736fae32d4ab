import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const column = z.string().min(1);

/** How the columns of one flat list become an ImportedService; see `mappings/README.md`. */
export const listMappingSchema = z.strictObject({
  /** Name of the list; prefixes the ids so that lists numbered 1… do not collide. Empty: ids are used as they are. */
  list: z.string(),
  /** Name of the file inside a folder; a single file given by path is known by its columns instead. */
  file: z.string().optional(),
  sourceId: column,
  /** First column that is not empty gives the name. */
  name: z.array(column).min(1),
  /** Own words put behind the name where the list names only the body and not the service. */
  service: z.string().optional(),
  description: z.array(column).optional(),
  url: column.optional(),
  email: column.optional(),
  application: column.optional(),
  organisation: z.strictObject({
    sourceId: column.optional(),
    name: z.array(column).min(1),
    phone: column.optional(),
    email: column.optional(),
    url: column.optional(),
  }),
  address: z.array(column).optional(),
  addressPrefix: z.string().optional(),
  latitude: column.optional(),
  longitude: column.optional(),
  phones: z.array(column).optional(),
  languages: z
    .union([z.strictObject({ column, split: z.string() }), z.strictObject({ always: z.array(z.string()) })])
    .optional(),
  schedule: column.optional(),
  minimumAge: column.optional(),
  maximumAge: column.optional(),
  eligibility: z.array(z.strictObject({ column, label: z.string().default('') })).optional(),
  fees: column.optional(),
  serviceAreas: z.strictObject({ column, split: z.string(), strip: z.string().optional() }).optional(),
  /** Dates in the calendar of the Republic of China that are told in the description. */
  rocDates: z.array(z.strictObject({ column, label: z.string() })).optional(),
  capacity: z.strictObject({ column, unit: z.string() }).optional(),
  terms: z
    .array(
      z.union([
        z.strictObject({ vocabulary: z.string(), column, split: z.string() }),
        z.strictObject({ vocabulary: z.string(), code: z.string() }),
      ]),
    )
    .default([]),
  inactive: z.strictObject({ column, values: z.array(z.string()) }).optional(),
  /**
   * Rows that only group others (an agency above its programmes): the value of `parent` on other rows names them. One
   * with a value in `unless` (terms of its own) is a service besides.
   */
  groups: z.strictObject({ parent: column, level: column, value: z.string(), unless: column.optional() }).optional(),
  /** A second file whose rows are the places of a body. */
  locations: z.strictObject({ file: z.string(), on: column, name: column, address: column }).optional(),
  /** A second file with one row a body; its columns are added to the row. */
  organisations: z.strictObject({ file: z.string(), on: column }).optional(),
});

export type ListMapping = z.infer<typeof listMappingSchema>;

const mappingFileSchema = z.strictObject({ source: z.string(), lists: z.array(listMappingSchema).min(1) });

export type ColumnMapping = z.infer<typeof mappingFileSchema>;

export const shippedMappings = join(__dirname, 'mappings', 'columns');

/** Names of the column mappings that come with the product. */
export function mappingNames(): string[] {
  return readdirSync(shippedMappings)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -5))
    .sort();
}

/** Reads a mapping by its shipped name, or from a YAML file of one's own. Throws with the field at fault. */
export function loadColumnMapping(nameOrPath: string): ColumnMapping {
  const path = mappingNames().includes(nameOrPath) ? join(shippedMappings, `${nameOrPath}.yaml`) : nameOrPath;
  return mappingFileSchema.parse(parse(readFileSync(path, 'utf8')));
}

/** All columns a mapping names in its main file; the list whose columns are all there and the most is the file's. */
export function namedColumns(mapping: ListMapping): string[] {
  const { organisation, capacity, groups, inactive, serviceAreas, languages } = mapping;
  const named = [
    mapping.sourceId,
    ...mapping.name,
    ...(mapping.description ?? []),
    ...(mapping.address ?? []),
    ...(mapping.phones ?? []),
    mapping.latitude,
    mapping.longitude,
    mapping.schedule,
    mapping.minimumAge,
    mapping.maximumAge,
    mapping.fees,
    mapping.url,
    mapping.email,
    mapping.application,
    capacity?.column,
    groups?.parent,
    inactive?.column,
    serviceAreas?.column,
    languages && 'column' in languages ? languages.column : undefined,
    ...(mapping.eligibility ?? []).map((part) => part.column),
    ...(mapping.rocDates ?? []).map((part) => part.column),
    ...mapping.terms.map((term) => ('column' in term ? term.column : undefined)),
    ...(mapping.organisations ? [] : organisation.name),
  ];
  return [...new Set(named.filter((name) => name !== undefined))];
}
