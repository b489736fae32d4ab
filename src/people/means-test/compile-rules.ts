import {
  compare,
  fromDecimal,
  multiply,
  parseFormula,
  rational,
  type Rational,
  type StandardLookup,
} from '../../reference/formulas';
import { type MeansRules, type PolicyPack, standardOn } from '../../reference/policies';
import { type Fits, fitsOf } from './fits';

type Extra = MeansRules['extras'][number];
/** An amount for whom it fits, in fen a month. */
export type PaidRow = Extra & { fen: Rational; fits: Fits };
type Deduction = MeansRules['deductions'][number];
/** A row of the pack whose formulas have become amounts in fen a month; null = a standard is missing. */
export type Amounted<T> = T & { fen: Rational | null };

/** The rules of one pack on one day, made once and used for every household. */
export interface CompiledRules {
  packVersion: string;
  on: string;
  /** Fen a month; null while the district has not loaded the standard. */
  dibao: Rational | null;
  disposable: Rational | null;
  marginalLine: Rational | null;
  lowIncomeLine: Rational | null;
  preScreenLine: Rational | null;
  /** Upper bounds of income per head, inclusive. */
  cuts: ReadonlyArray<{ circle: 'C1' | 'C2' | 'C3' | 'C4'; upTo: Rational | null }>;
  pack: PolicyPack['rules'];
  income: ReadonlyMap<string, MeansRules['income']['items'][number]>;
  averages: ReadonlyMap<string, number>;
  deductions: ReadonlyArray<
    Deduction & {
      share: Rational | null;
      sum: Rational | null;
      limit: Rational | null;
      partOfYear: Rational;
      fits: Fits;
    }
  >;
  limits: ReadonlyArray<Amounted<MeansRules['property']['limits'][number]>>;
  exemptions: MeansRules['property']['exemptions'];
  /** Those of a known amount, the highest first. */
  allowances: readonly PaidRow[];
  extras: readonly PaidRow[];
  types: ReadonlyArray<MeansRules['types'][number] & { fits: Fits | null }>;
  rigidShare: Rational;
  shareOfSpending: Rational;
}

const inForce =
  (on: string) =>
  (row: { from: string; until: string | null }): boolean =>
    row.from <= on && (row.until === null || row.until >= on);
const HUNDREDTH = rational(1, 100);
const share = (percent: number) => multiply(fromDecimal(percent), HUNDREDTH);

/**
 * Makes the rows in force on a day ready: formulas read, amounts exact, deductions in their order. A missing standard is
 * null and makes what rests on it unknown.
 * @throws FormulaError when a formula cannot be read
 */
export function compileRules({ version, rules }: Pick<PolicyPack, 'version' | 'rules'>, on: string): CompiledRules {
  const valid = inForce(on);
  const standard: StandardLookup = (kind) => standardOn(rules.standards, kind, on);
  const amount = (formula: string): Rational | null => parseFormula(formula)(standard);
  const optional = (formula: string | undefined): Rational | null => (formula === undefined ? null : amount(formula));
  const paid = (rows: readonly Extra[]): PaidRow[] =>
    rows
      .filter(valid)
      .flatMap((row): PaidRow[] => {
        const sum = amount(row.amount);
        return sum ? [{ ...row, fen: sum, fits: fitsOf(row.who) }] : [];
      })
      .sort((one, other) => compare(other.fen, one.fen));
  const dibao = standard('dibao');
  const times = (factor: number) => dibao && multiply(dibao, fromDecimal(factor));
  const { income, deductions, property, rigid, allowances, extras, circles, classification } = rules;
  const lowIncomeLine = times(circles.lineFactor);
  return {
    packVersion: version,
    on,
    dibao,
    disposable: standard('disposable-income'),
    marginalLine: times(classification.marginalFactor),
    lowIncomeLine,
    preScreenLine: times(circles.preScreen),
    cuts: circles.cuts.map(({ circle, upTo }) => ({
      circle,
      upTo: lowIncomeLine && multiply(lowIncomeLine, fromDecimal(upTo)),
    })),
    pack: rules,
    income: new Map(income.items.filter(valid).map((row) => [row.code, row])),
    averages: new Map(income.averages.filter(valid).map((row) => [row.trade, row.fen])),
    deductions: inOrder(deductions.filter(valid)).map((row) => ({
      ...row,
      share: row.percent === undefined ? null : share(row.percent),
      sum: optional(row.amount),
      limit: optional(row.cap),
      partOfYear: rational(row.months ?? 12, 12),
      fits: fitsOf(row.who),
    })),
    limits: property.limits.filter(valid).map((row) => ({ ...row, fen: optional(row.perHead) })),
    exemptions: property.exemptions.filter(valid),
    allowances: paid(allowances?.table ?? []),
    extras: paid(extras),
    types: rules.types.map((row) => ({ ...row, fits: row.who ? fitsOf(row.who) : null })),
    rigidShare: share(rigid.shareOfIncome),
    shareOfSpending: share(rigid.shareOfSpending),
  };
}

/** Each deduction behind those that come off before it; a circle is refused when the pack is loaded. */
function inOrder(rows: readonly Deduction[]): Deduction[] {
  const ordered: Deduction[] = [];
  const place = (row: Deduction): void => {
    if (ordered.includes(row)) return;
    for (const before of rows) if (row.after.includes(before.code)) place(before);
    ordered.push(row);
  };
  for (const row of rows) place(row);
  return ordered;
}
