import { plusDays } from '../calendar';
import { compare, multiply, parseFormula, rational } from '../formulas';
import type { PackRules } from './pack-sections';
import { standardOn } from './standard-on';

/** A problem of the pack as a whole, with the section and row that it lies in. */
export interface PackProblem {
  section: 'deductions' | 'allowances' | 'statuses';
  code: string;
  message: string;
}

/** What one file cannot show: what rows of several layers come to together (R2). */
export function problemsOfPack(rules: PackRules): PackProblem[] {
  return [...deductionProblems(rules), ...allowanceProblems(rules), ...statusProblems(rules)];
}

/** A deduction comes behind another that is there, and never, by any way, behind itself. */
function deductionProblems({ deductions }: PackRules): PackProblem[] {
  const section = 'deductions';
  const before = (code: string) => deductions.filter((row) => row.code === code).flatMap((row) => row.after);
  return deductions.flatMap(({ code, after }): PackProblem[] => {
    const unknown = after.find((one) => !deductions.some((row) => row.code === one));
    if (unknown) return [{ section, code, message: `comes after ${unknown}, which is not there` }];
    const seen = new Set<string>();
    const open = [...after];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === code) return [{ section, code, message: 'comes after itself' }];
      if (!seen.has(next)) open.push(...before(next));
      seen.add(next);
    }
    return [];
  });
}

/** Every row stays within the range that the pack states, from its first day on and whenever a standard changes (R32). */
function allowanceProblems({ allowances, standards }: PackRules): PackProblem[] {
  if (!allowances) return [];
  const { range, table } = allowances;
  return table.flatMap(({ code, amount, from, until }): PackProblem[] => {
    const formula = parseFormula(amount);
    const changes = standards
      .flatMap((row) => (row.until === null ? [row.from] : [row.from, plusDays(row.until, 1)]))
      .filter((day) => day > from && (until === null || day <= until));
    return [...new Set([from, ...changes])].flatMap((day) => {
      const month = formula((kind) => standardOn(standards, kind, day));
      const year = month && multiply(month, rational(12));
      if (!year || (compare(year, rational(range.from)) >= 0 && compare(year, rational(range.to)) <= 0)) return [];
      const message = `comes to ${year.n / year.d} fen a year, not between ${range.from} and ${range.to}`;
      return [{ section: 'allowances', code, message }];
    });
  });
}

function statusProblems({ statuses, layers }: PackRules): PackProblem[] {
  const known = new Set(layers.map(({ code }) => code));
  return statuses.flatMap(({ code, layer }) =>
    layer === null || known.has(layer)
      ? []
      : [{ section: 'statuses' as const, code, message: `names the layer ${layer}, which is not there` }],
  );
}
