import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { z } from 'zod';

/** A data file of the product does not fit its schema; the start ends here with the file and the place in it. */
export class DataFileError extends Error {
  constructor(
    readonly file: string,
    readonly problems: readonly string[],
  ) {
    super(`${file}: ${problems.join('; ')}`);
  }
}

/** Reads YAML data and checks it; schemas are strict, so an unknown key is refused with file and path. */
export function readDataFile<S extends z.ZodType>(file: string, schema: S): z.infer<S> {
  return checkData(file, readYaml(file), schema);
}

/** The same check for data already in memory; `file` is only used to name the place. */
export function checkData<S extends z.ZodType>(file: string, data: unknown, schema: S): z.infer<S> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  throw new DataFileError(
    file,
    result.error.issues.map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`),
  );
}

/** Files of the product do not change while it runs, and several rooms read the same ones. */
const read = new Map<string, unknown>();

function readYaml(file: string): unknown {
  if (!read.has(file)) read.set(file, parseYaml(file));
  return structuredClone(read.get(file));
}

function parseYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new DataFileError(file, [error instanceof Error ? error.message : String(error)]);
  }
}
