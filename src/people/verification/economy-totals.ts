import { plusMonths } from '../../platform/time';
import { plusDays } from '../../reference/calendar';
import type { EconomyLine } from './economy-line.entity';
import { isCounted, isRigid } from './economy-items';

/** Amounts in fen over the last 12 months, as the household declared them. */
export interface EconomyTotals {
  /** First and last day looked at, YYYY-MM-DD. */
  from: string;
  until: string;
  members: number;
  /** Countable income (B7) and what is left out of it (B8). */
  incomeFen: number;
  uncountedFen: number;
  incomeByItem: ReadonlyArray<{ item: string; fen: number; counted: boolean }>;
  expenditureFen: number;
  rigidFen: number;
  expenditureByItem: ReadonlyArray<{ item: string; fen: number; rigid: boolean }>;
  assetsFen: number;
  /** Rounded down, only to be shown: comparisons use the totals (B13). Null without members. */
  incomePerHeadFen: number | null;
  expenditurePerHeadFen: number | null;
  /** False while nothing was asked: zero lines are not zero income. */
  declared: boolean;
}

type Line = Pick<EconomyLine, 'kind' | 'item' | 'amountFen' | 'period' | 'asOf' | 'endedAt'>;

/**
 * Sums the standing lines over the 12 months before `until`: a monthly amount counts twelve times, a yearly one once,
 * a single one when its day lies within (R81). Pure; integers only.
 */
export function economyTotals(lines: readonly Line[], members: number, until: string): EconomyTotals {
  const from = yearBefore(until);
  const standing = lines.filter((line) => line.endedAt === null);
  const income = byItem(standing, 'income', from, until);
  const expenditure = byItem(standing, 'expenditure', from, until);
  const incomeFen = sum(income.filter(({ item }) => isCounted(item)));
  const expenditureFen = sum(expenditure);
  const perHead = (fen: number) => (members < 1 ? null : Math.floor(fen / members));
  return {
    from,
    until,
    members,
    incomeFen,
    uncountedFen: sum(income) - incomeFen,
    incomeByItem: income.map(({ item, fen }) => ({ item, fen, counted: isCounted(item) })),
    expenditureFen,
    rigidFen: sum(expenditure.filter(({ item }) => isRigid(item))),
    expenditureByItem: expenditure.map(({ item, fen }) => ({ item, fen, rigid: isRigid(item) })),
    assetsFen: standing.filter((line) => line.kind === 'asset').reduce((total, line) => total + line.amountFen, 0),
    incomePerHeadFen: perHead(incomeFen),
    expenditurePerHeadFen: perHead(expenditureFen),
    declared: standing.some((line) => line.kind !== 'asset'),
  };
}

/**
 * What a household declares for one item, in fen: income and spending of the twelve months that end with `until`,
 * property as it stands.
 */
export function declaredFen(lines: readonly Line[], kind: Line['kind'], item: string, until: string): number {
  const own = lines.filter((line) => line.kind === kind && line.item === item && line.endedAt === null);
  if (kind === 'asset') return own.reduce((total, { amountFen }) => total + amountFen, 0);
  return sum(byItem(own, kind, yearBefore(until), until));
}

interface ItemSum {
  item: string;
  fen: number;
}

const sum = (items: readonly ItemSum[]) => items.reduce((total, { fen }) => total + fen, 0);

function byItem(lines: readonly Line[], kind: Line['kind'], from: string, until: string): ItemSum[] {
  const sums = new Map<string, number>();
  for (const line of lines.filter((one) => one.kind === kind)) {
    sums.set(line.item, (sums.get(line.item) ?? 0) + yearly(line, from, until));
  }
  return [...sums].map(([item, fen]) => ({ item, fen }));
}

function yearly({ amountFen, period, asOf }: Line, from: string, until: string): number {
  if (period === 'month') return amountFen * 12;
  if (period === 'year') return amountFen;
  return asOf >= from && asOf <= until ? amountFen : 0;
}

/** The day after the same date a year ago: the first of twelve months that end with `day`. */
const yearBefore = (day: string): string => plusDays(plusMonths(day, -12), 1);
