import { FormulaError, parseFormula } from '../formulas';
import type { DataProblem } from '../data-files';
import type { MeansRules } from './means-sections';

type Content = Partial<MeansRules>;
type Path = readonly PropertyKey[];
interface Dated {
  code: string;
  from: string;
  until: string | null;
}
const DAY = 86_400_000;
const dayAfter = (day: string) => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);

/**
 * What a schema cannot say of one file of a pack: dates of a code that overlap or leave a hole, formulas that cannot be read,
 * tables with two rows or none for a value (R2).
 */
export function problemsOfSection(content: Content): DataProblem[] {
  const { income, deductions = [], property, benefits, allowances, extras = [], clocks, selfCare = [] } = content;
  const tables: Array<[Path, readonly Dated[]]> = [
    [['income', 'items'], income?.items ?? []],
    [['income', 'averages'], (income?.averages ?? []).map(({ trade, ...row }) => ({ ...row, code: trade }))],
    [['deductions'], deductions],
    [['property', 'limits'], property?.limits ?? []],
    [['property', 'exemptions'], property?.exemptions ?? []],
    [['allowances', 'table'], allowances?.table ?? []],
    [['extras'], extras],
  ];
  const named: Array<[Path, ReadonlyArray<{ code: string }>]> = [
    [['statuses'], content.statuses ?? []],
    [['layers'], content.layers ?? []],
    [['types'], content.types ?? []],
    [['clocks', 'waiting'], clocks?.waiting ?? []],
    [['selfCare'], selfCare],
  ];
  return [
    ...tables.flatMap(([path, rows]) => datesOf(rows, path)),
    ...formulasOf(content),
    ...deductions.flatMap(wayOf),
    ...(allowances && allowances.table.length !== allowances.rows
      ? [
          {
            path: ['allowances', 'rows'],
            message: `says ${allowances.rows} rows, the table has ${allowances.table.length}`,
          },
        ]
      : []),
    ...bandsOf(benefits),
    ...named.flatMap(([path, rows]) => twice(rows, path)),
    ...(selfCare.length > 0
      ? stepsOf(
          selfCare.map((row) => [row.fromActs, row.toActs]),
          [0, 6],
          ['selfCare'],
        )
      : []),
    ...(clocks ? taperOf(clocks.taper) : []),
  ];
}

function twice(rows: ReadonlyArray<{ code: string }>, path: Path): DataProblem[] {
  const codes = rows.map(({ code }) => code);
  return codes.flatMap((code, place) =>
    codes.indexOf(code) === place ? [] : [{ path: [...path, place], message: `${code} has two rows` }],
  );
}

/** For each code: no day with two rows, and none without one between the first and the last. */
function datesOf(rows: readonly Dated[], path: Path): DataProblem[] {
  return rows.flatMap((row, place): DataProblem[] => {
    const at = [...path, place];
    if (row.until !== null && row.until < row.from) return [{ path: at, message: `${row.code} ends before it begins` }];
    const others = rows.filter((other, index) => index !== place && other.code === row.code);
    const overlap = others.some((other, index) => overlaps(row, other) && (other.from < row.from || index < place));
    if (overlap) return [{ path: at, message: `${row.code} has two rows on ${row.from}` }];
    const later = others.filter(({ from }) => from > row.from);
    if (later.length === 0 || row.until === null) return [];
    const next = dayAfter(row.until);
    return later.some(({ from }) => from <= next) ? [] : [{ path: at, message: `${row.code} has no row on ${next}` }];
  });
}

const overlaps = (one: Dated, other: Dated) =>
  other.from <= one.from && (other.until === null || other.until >= one.from);

function formulasOf({ deductions = [], property, allowances, extras = [] }: Content): DataProblem[] {
  const formulas: Array<[Path, string | undefined]> = [
    ...deductions.flatMap((row, place): Array<[Path, string | undefined]> => [
      [['deductions', place, 'amount'], row.amount],
      [['deductions', place, 'cap'], row.cap],
    ]),
    ...(property?.limits ?? []).map((row, place): [Path, string | undefined] => [
      ['property', 'limits', place, 'perHead'],
      row.perHead,
    ]),
    ...(allowances?.table ?? []).map((row, place): [Path, string] => [
      ['allowances', 'table', place, 'amount'],
      row.amount,
    ]),
    ...extras.map((row, place): [Path, string] => [['extras', place, 'amount'], row.amount]),
  ];
  return formulas.flatMap(([path, formula]) => (formula === undefined ? [] : unreadable(formula, path)));
}

function unreadable(formula: string, path: Path): DataProblem[] {
  try {
    parseFormula(formula);
    return [];
  } catch (error) {
    if (error instanceof FormulaError) return [{ path, message: error.message }];
    throw error;
  }
}

/** A deduction says in one way how much it takes. */
function wayOf({ percent, costs, amount, code }: MeansRules['deductions'][number], place: number): DataProblem[] {
  const ways = [percent, costs, amount].filter((way) => way !== undefined).length;
  return ways === 1 ? [] : [{ path: ['deductions', place], message: `${code} needs one of percent, costs and amount` }];
}

/** More income never brings more money: bands rise in their bound and fall in their amount. */
function bandsOf(benefits: Content['benefits']): DataProblem[] {
  if (!benefits) return [];
  const path = ['benefits', 'bands'];
  if ((benefits.method === 'bands') !== benefits.bands.length > 0)
    return [{ path, message: 'bands belong to the method of bands' }];
  return benefits.bands.flatMap((band, place) => {
    const before = benefits.bands[place - 1];
    const falls = !before || (before.upTo < band.upTo && before.fen > band.fen);
    return falls ? [] : [{ path: [...path, place], message: 'the bound has to rise and the amount to fall' }];
  });
}

function taperOf({ months, schedule }: MeansRules['clocks']['taper']): DataProblem[] {
  const path = ['clocks', 'taper', 'schedule'];
  const rising = schedule.flatMap(({ percent }, place) =>
    percent > (schedule[place - 1]?.percent ?? 100)
      ? [{ path: [...path, place], message: 'a taper does not rise' }]
      : [],
  );
  return [
    ...stepsOf(
      schedule.map((row) => [row.fromMonth, row.toMonth]),
      [1, months],
      path,
    ),
    ...rising,
  ];
}

/** Spans in their order that cover every whole number between two bounds once. */
function stepsOf(spans: ReadonlyArray<[number, number]>, [first, last]: [number, number], path: Path): DataProblem[] {
  const problems = spans.flatMap(([from, to], place) => {
    const expected = place === 0 ? first : spans[place - 1]![1] + 1;
    if (from > expected) return [{ path: [...path, place], message: `no row for ${expected}` }];
    if (from < expected || to < from) return [{ path: [...path, place], message: `two rows for ${from}` }];
    return [];
  });
  const end = spans.at(-1)?.[1];
  return end === last || problems.length > 0
    ? problems
    : [...problems, { path, message: `ends at ${end}, not at ${last}` }];
}
