import type { z } from 'zod';
import { FormulaError } from '../formulas';
import type { DataProblem } from '../data-files';
import { problemsOfCircles, problemsOfClasses, problemsOfSection, problemsOfStandards } from './check-sections';
import { problemsOfPack } from './check-pack';
import { type CitationHead, unnamedCitations } from './citations';
import { meansSchemas } from './means-sections';
import { type ChangeProblem } from './pack-change';
import { isFieldsList, rowName } from './pack-cells';
import { type PackRules, sectionSchemas } from './pack-sections';
import { sentenceOf } from './problem-sentences';

interface Section {
  name: string;
  schema: z.ZodObject;
  check?: (content: never) => DataProblem[];
}

const SECTIONS: Section[] = [
  { name: 'standards', schema: sectionSchemas.standards, check: problemsOfStandards },
  { name: 'classes', schema: sectionSchemas.classes, check: problemsOfClasses },
  { name: 'circles', schema: sectionSchemas.circles, check: problemsOfCircles },
  ...Object.entries(meansSchemas).map(([name, schema]) => ({ name, schema, check: problemsOfSection })),
];

/**
 * The checks of a shipped pack over rules that somebody has changed (R2): schemas, dates, formulas, bounds, what rows come to
 * together, citations. What the base already has is not said again.
 */
export function problemsOfRules(rules: PackRules, base: PackRules, heads: readonly CitationHead[]): ChangeProblem[] {
  const before = new Set(allProblems(base, heads).map(keyOf));
  return allProblems(rules, heads).filter((problem) => !before.has(keyOf(problem)));
}

const keyOf = ({ path, code, params }: ChangeProblem) => JSON.stringify([path, code, params]);

function allProblems(rules: PackRules, heads: readonly CitationHead[]): ChangeProblem[] {
  const problems = SECTIONS.flatMap((section) => ofSection(section, rules, heads));
  return problems.length > 0 ? problems : ofWhole(rules);
}

function ofSection(
  { name, schema, check }: Section,
  rules: PackRules,
  heads: readonly CitationHead[],
): ChangeProblem[] {
  const content = Object.fromEntries(
    Object.keys(schema.shape).map((key) => [key, rules[key as keyof PackRules] as unknown]),
  );
  const parsed = schema.safeParse(content);
  const found: DataProblem[] = parsed.success
    ? [...(check?.(parsed.data as never) ?? []), ...unnamedCitations(content, heads)]
    : [];
  const issues = parsed.success ? [] : parsed.error.issues.map((issue) => ({ path: issue.path, ...ofIssue(issue) }));
  return [...found.map(({ path, message }) => ({ path, ...sentenceOf(message) })), ...issues].map(
    ({ path, code, params }) => ({ ...named(content, path), section: name, code, ...(params && { params }) }),
  );
}

/** What a schema found, as the sentence that says it. */
function ofIssue(issue: z.core.$ZodIssue): Pick<ChangeProblem, 'code' | 'params'> {
  if (issue.code === 'too_big') return { code: 'pack-too-big', params: { limit: Number(issue.maximum) } };
  if (issue.code === 'too_small') return { code: 'pack-too-small', params: { limit: Number(issue.minimum) } };
  return issue.code === 'custom' ? sentenceOf(issue.message) : { code: 'pack-value-form' };
}

function ofWhole(rules: PackRules): ChangeProblem[] {
  try {
    return problemsOfPack(rules).map(({ section, code, message }) => {
      const path = section === 'allowances' ? `allowances.table.${code}.amount` : `${section}.${code}`;
      return { path, section, row: code, ...sentenceOf(message) };
    });
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    return [{ path: 'allowances', section: 'allowances', row: 'allowances', ...sentenceOf(error.message) }];
  }
}

/** The way to a place with the names of its rows for their numbers, and the innermost of them. */
function named(content: unknown, path: readonly PropertyKey[]): Pick<ChangeProblem, 'path' | 'row'> {
  let at: unknown = content;
  let row = String(path[0] ?? '');
  const ways = path.map((way) => {
    const list = isFieldsList(at) ? at : null;
    at = (at as Record<PropertyKey, unknown> | null | undefined)?.[way];
    const fields = list?.[Number(way)];
    if (!fields) return String(way);
    row = rowName(fields, Number(way));
    return row;
  });
  return { path: ways.join('.'), row };
}
