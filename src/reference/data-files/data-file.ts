import { readFileSync } from 'node:fs';
import { isNode, LineCounter, parse, parseDocument } from 'yaml';
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

/** What is wrong where: keys and places of lists from the top. */
export interface DataProblem {
  path: readonly PropertyKey[];
  message: string;
}

/**
 * Reads YAML data and checks it; schemas are strict, so an unknown key is refused. `check` finds what a schema cannot say.
 * @throws DataFileError with the line, the path and the reason of each problem
 */
export function readDataFile<S extends z.ZodType>(
  file: string,
  schema: S,
  check: (content: z.infer<S>) => DataProblem[] = () => [],
): z.infer<S> {
  const result = schema.safeParse(readYaml(file));
  const problems = result.success ? check(result.data) : result.error.issues.map(problemOf);
  if (problems.length > 0 || !result.success) throw new DataFileError(file, problems.map(located(file)));
  return result.data;
}

/** The line of a place in a file, from 1; of what holds it, when it is not written there itself. */
export function lineOf(file: string, path: readonly PropertyKey[]): number {
  const lineCounter = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter });
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line;
  }
  return 1;
}

const problemOf = ({ path, message }: z.core.$ZodIssue): DataProblem => ({ path, message });
const written = ({ path, message }: DataProblem) => `${path.join('.') || '(top)'}: ${message}`;
const located = (file: string) => (problem: DataProblem) => `line ${lineOf(file, problem.path)}: ${written(problem)}`;

/** The same check for data already in memory; `file` is only used to name the place. */
export function checkData<S extends z.ZodType>(file: string, data: unknown, schema: S): z.infer<S> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  throw new DataFileError(
    file,
    result.error.issues.map((issue) => written(problemOf(issue))),
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
