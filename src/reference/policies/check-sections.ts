import { FormulaError, ONE, parseFormula } from '../formulas';
import { plusDays } from '../calendar';
import type { DataProblem } from '../data-files';
import { problemsOfCheckFiles } from './check-files';
import { type MeansRules, standardKinds } from './means-sections';
import type { PackRules } from './pack-sections';

type Content = Partial<MeansRules>;
type Path = readonly PropertyKey[];
interface Dated {
  code: string;
  from: string;
  until: string | null;
  ends?: true | undefined;
}

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
    ...(allowances ? countOf(allowances) : []),
    ...(property?.limits ?? []).flatMap(boundOf),
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

/** Amounts of a kind: known ones, one row for each day (B47). */
export function problemsOfStandards({ standards }: Pick<PackRules, 'standards'>): DataProblem[] {
  const known: readonly string[] = standardKinds;
  const strange = standards.flatMap(({ kind }, place) =>
    known.includes(kind) ? [] : [{ path: ['standards', place, 'kind'], message: `there is no standard ${kind}` }],
  );
  return [
    ...strange,
    ...datesOf(
      standards.map((row) => ({ ...row, code: row.kind })),
      ['standards'],
    ),
  ];
}

/** Papers that lines name are on the list of papers, once (B14). */
export function problemsOfEntitlements(content: Pick<PackRules, 'entitlements' | 'papers'>): DataProblem[] {
  const known = content.papers.map(({ code }) => code);
  const strange = content.entitlements.flatMap(({ papers }, line) =>
    papers.flatMap((paper, place) =>
      known.includes(paper)
        ? []
        : [{ path: ['entitlements', line, 'papers', place], message: `there is no paper ${paper}` }],
    ),
  );
  return [...strange, ...twice(content.entitlements, ['entitlements']), ...twice(content.papers, ['papers'])];
}

/** Each class has its one route (R12). */
export function problemsOfClasses({ routes }: Pick<PackRules, 'routes'>): DataProblem[] {
  const rows = routes.map((row) => ({ code: `class ${row.class}` }));
  const missing = [1, 2, 3, 4].filter((one) => !routes.some((row) => row.class === one));
  return [
    ...twice(rows, ['routes']),
    ...missing.map((one) => ({ path: ['routes'], message: `class ${one} has no row` })),
  ];
}

/** The cuts rise from C2 to C4, each once (R27). */
export function problemsOfCircles({ circles: { cuts } }: Pick<PackRules, 'circles'>): DataProblem[] {
  const path = ['circles', 'cuts'];
  const named = cuts.map(({ circle }) => circle).join(' ');
  if (named !== 'C2 C3 C4') return [{ path, message: `has to name C2 C3 C4, not ${named}` }];
  return cuts.flatMap(({ upTo }, place) =>
    upTo > (cuts[place - 1]?.upTo ?? 0) ? [] : [{ path: [...path, place], message: 'the bound has to rise' }],
  );
}

/** Each item has one row and a department that is there (R93). */
export function problemsOfChecks({ checks }: Pick<PackRules, 'checks'>): DataProblem[] {
  const known = new Set(checks.departments.map(({ code }) => code));
  const strange = checks.catalogue.flatMap(({ department }, place) =>
    known.has(department)
      ? []
      : [{ path: ['checks', 'catalogue', place], message: `names the department ${department}, which is not there` }],
  );
  const silent = checks.departments.flatMap(({ code }, place) =>
    checks.catalogue.some(({ department }) => department === code)
      ? []
      : [{ path: ['checks', 'departments', place], message: `${code} has no item` }],
  );
  const { counts, departments, catalogue } = checks;
  const miscounted = [
    { said: counts?.departments, there: departments.length, key: 'departments' },
    { said: counts?.items, there: catalogue.length, key: 'items' },
  ].flatMap(({ said, there, key }) =>
    said === undefined || said === there
      ? []
      : [{ path: ['checks', 'counts', key], message: `says ${said} rows, the table has ${there}` }],
  );
  return [
    ...strange,
    ...silent,
    ...miscounted,
    ...twice(checks.departments, ['checks', 'departments']),
    ...twice(checks.catalogue, ['checks', 'catalogue']),
    ...problemsOfCheckFiles(checks.files),
  ];
}

/** Rows of a table that have one name. */
export function twice(rows: ReadonlyArray<{ code: string }>, path: Path): DataProblem[] {
  const codes = rows.map(({ code }) => code);
  return codes.flatMap((code, place) =>
    codes.indexOf(code) === place ? [] : [{ path: [...path, place], message: `${code} has two rows` }],
  );
}

/** For each code: no day with two rows, and none without one from the first row on, unless the last says that it ends. */
function datesOf(rows: readonly Dated[], path: Path): DataProblem[] {
  return rows.flatMap((row, place): DataProblem[] => {
    const at = [...path, place];
    if (row.until !== null && row.until < row.from) return [{ path: at, message: `${row.code} ends before it begins` }];
    const others = rows.filter((other, index) => index !== place && other.code === row.code);
    const overlap = others.some((other, index) => overlaps(row, other) && (other.from < row.from || index < place));
    if (overlap) return [{ path: at, message: `${row.code} has two rows on ${row.from}` }];
    const later = others.filter(({ from }) => from > row.from);
    if (row.until === null) return row.ends ? [{ path: at, message: `${row.code} ends on no day` }] : [];
    if (later.length === 0 && !row.ends)
      return [
        { path: at, message: `${row.code} ends on ${row.until} with no row behind it; ends: true says it is meant` },
      ];
    if (later.length === 0) return [];
    const next = plusDays(row.until, 1);
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

/** Read, and tried once with every standard at one fen: a division by nothing and an unknown kind come to light. */
function unreadable(formula: string, path: Path): DataProblem[] {
  try {
    const kinds: string[] = [];
    parseFormula(formula)((kind) => {
      kinds.push(kind);
      return ONE;
    });
    const known: readonly string[] = standardKinds;
    const strange = kinds.filter((kind) => !known.includes(kind));
    return strange.map((kind) => ({ path, message: `there is no standard ${kind}` }));
  } catch (error) {
    if (error instanceof FormulaError || error instanceof RangeError) return [{ path, message: error.message }];
    throw error;
  }
}

/** A deduction says in one way how much it takes; from the income of all only own costs come off. */
function wayOf({ base, percent, costs, amount, code }: MeansRules['deductions'][number], place: number): DataProblem[] {
  const ways = [percent, costs, amount].filter((way) => way !== undefined).length;
  if (base === 'household' && !costs) return [{ path: ['deductions', place], message: `${code} needs costs` }];
  return ways === 1 ? [] : [{ path: ['deductions', place], message: `${code} needs one of percent, costs and amount` }];
}

/** Rows of a code that follow each other in time are one. */
function countOf({ rows, table }: NonNullable<MeansRules['allowances']>): DataProblem[] {
  const there = new Set(table.map(({ code }) => code)).size;
  return there === rows ? [] : [{ path: ['allowances', 'rows'], message: `says ${rows} rows, the table has ${there}` }];
}

/** A limit is a sum a head or a number of things. */
function boundOf({ perHead, count, code }: MeansRules['property']['limits'][number], place: number): DataProblem[] {
  const path = ['property', 'limits', place];
  return (perHead === undefined) !== (count === undefined)
    ? []
    : [{ path, message: `${code} needs one of perHead and count` }];
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
