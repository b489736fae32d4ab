import type { HouseholdClass } from '../../reference/policies';

/** What was entered by an authority with a document number (R3). */
export type StatutoryStatus =
  'tekun' | 'orphan' | 'unattended-child' | 'dibao' | 'dibao-marginal' | 'rigid-expenditure';

/** What is known of a household on a day; amounts in fen over the last 12 months. */
export interface ClassificationFacts {
  /** YYYY-MM-DD: the day the proposal is for. */
  on: string;
  members: number;
  statuses: ReadonlyArray<{ status: StatutoryStatus; from: string; until: string | null }>;
  /** Countable income after exclusions and deductions (B7, B8), and rigid spending (B18); null when not asked yet. */
  economy: { incomeFen: number; expenditureFen: number; rigidFen: number } | null;
  event: { kind: string; date: string } | null;
}

/** The rules of the district's pack in force; amounts are null when the district has not loaded them. */
export interface ClassificationRules {
  packVersion: string;
  dibaoMonthFen: number | null;
  disposableYearFen: number | null;
  marginalFactor: number;
  rigidShare: number;
  eventWindowDays: number;
}

/** One rule looked at, with what went in and what came out; printed as `people-checks.class-rule.<rule>`. */
export interface ClassificationStep {
  rule: string;
  inputs: Readonly<Record<string, string | number | null>>;
  result: HouseholdClass | 'no' | 'unknown';
}

export interface ClassProposal {
  /** Null: nothing speaks for a class, or too little is known (see the steps). */
  proposedClass: HouseholdClass | null;
  secondary: HouseholdClass[];
  steps: ClassificationStep[];
  packVersion: string;
}

const byStatus: Readonly<Record<StatutoryStatus, HouseholdClass>> = {
  tekun: 1,
  orphan: 1,
  'unattended-child': 1,
  dibao: 2,
  'dibao-marginal': 2,
  'rigid-expenditure': 3,
};

/**
 * Proposes the class of R11 from facts, explained rule by rule; a person decides (R3). Class 1 is above 2, 3 and 4; what
 * else applies is secondary. Comparisons use exact totals, never a rounded amount per head (B13).
 */
export function proposeClass(facts: ClassificationFacts, rules: ClassificationRules): ClassProposal {
  const steps = [
    ...statusSteps(facts),
    incomeStep(facts, rules),
    rigidStep(facts, rules),
    overspendingStep(facts),
    eventStep(facts, rules),
  ];
  const found = new Set(steps.map((step) => step.result).filter((result) => typeof result === 'number'));
  // Without any livelihood the income is low as a matter of course: class 1 takes class 2 in.
  if (found.has(1)) found.delete(2);
  const [proposedClass = null, ...secondary] = [...found].sort();
  return { proposedClass, secondary, steps, packVersion: rules.packVersion };
}

function statusSteps({ statuses, on }: ClassificationFacts): ClassificationStep[] {
  return statuses.map(({ status, from, until }) => {
    const valid = from <= on && (until === null || until >= on);
    return { rule: 'statutory-status', inputs: { status, from, until }, result: valid ? byStatus[status] : 'no' };
  });
}

/** Per-capita income under the marginal line: strictly less (B17). */
function incomeStep({ economy, members }: ClassificationFacts, rules: ClassificationRules): ClassificationStep {
  const { dibaoMonthFen, marginalFactor } = rules;
  const inputs = { incomeFen: economy?.incomeFen ?? null, members, dibaoMonthFen, marginalFactor };
  if (!economy || members < 1 || dibaoMonthFen === null) return { rule: 'low-income', inputs, result: 'unknown' };
  const lineFen = dibaoMonthFen * marginalFactor * members * 12;
  return { rule: 'low-income', inputs: { ...inputs, lineFen }, result: economy.incomeFen < lineFen ? 2 : 'no' };
}

/** Income per head below the local average and rigid spending above the local share of income (B18). */
function rigidStep({ economy, members }: ClassificationFacts, rules: ClassificationRules): ClassificationStep {
  const { disposableYearFen, rigidShare } = rules;
  const inputs = {
    incomeFen: economy?.incomeFen ?? null,
    rigidFen: economy?.rigidFen ?? null,
    members,
    disposableYearFen,
    rigidShare,
  };
  if (!economy || members < 1 || disposableYearFen === null)
    return { rule: 'rigid-spending', inputs, result: 'unknown' };
  const poorEnough = economy.incomeFen < disposableYearFen * members;
  const burdened = economy.rigidFen > economy.incomeFen * rigidShare;
  return { rule: 'rigid-spending', inputs, result: poorEnough && burdened ? 3 : 'no' };
}

/** Spending above income, most of it rigid: expenditure-poor however high the income is (R11 class 3). */
function overspendingStep({ economy }: ClassificationFacts): ClassificationStep {
  const inputs = {
    incomeFen: economy?.incomeFen ?? null,
    expenditureFen: economy?.expenditureFen ?? null,
    rigidFen: economy?.rigidFen ?? null,
  };
  if (!economy) return { rule: 'spending-above-income', inputs, result: 'unknown' };
  const { incomeFen, expenditureFen, rigidFen } = economy;
  const driven = expenditureFen > incomeFen && rigidFen * 2 > expenditureFen;
  return { rule: 'spending-above-income', inputs, result: driven ? 3 : 'no' };
}

/** A disaster or accident not longer ago than the pack's window. */
function eventStep({ event, on }: ClassificationFacts, { eventWindowDays }: ClassificationRules): ClassificationStep {
  if (!event) return { rule: 'emergency-event', inputs: { kind: null, date: null, eventWindowDays }, result: 'no' };
  const days = (Date.parse(on) - Date.parse(event.date)) / 86_400_000;
  const recent = days >= 0 && days <= eventWindowDays;
  return { rule: 'emergency-event', inputs: { ...event, days, eventWindowDays }, result: recent ? 4 : 'no' };
}
