import type { CalculationView } from '../calculations';
import type { AssessmentHead } from '../assessments';

export const dimensionNames = ['income', 'spending', 'property', 'vulnerability', 'scales', 'signals'] as const;
export type DimensionName = (typeof dimensionNames)[number];

/** Whether a dimension by itself speaks for help; `withheld` where the reader may not know what it rests on (C3). */
export const dimensionStates = ['for', 'not', 'unknown', 'withheld'] as const;
export type DimensionState = (typeof dimensionStates)[number];

/** What somebody should look at, whatever the sums say (R29, R65). */
export interface Signals {
  /** Answers of departments that do not fit the declaration and that nobody has settled. */
  mismatches: number;
  /** A change that came to another result, or a day that is over (R30). */
  recheck: boolean;
  /** The last triage is red or amber (S16); null where the reader may not know. */
  triage: 'red' | 'amber' | 'green' | null;
}

export interface DimensionFacts {
  calculation: Pick<CalculationView, 'panels' | 'screens' | 'types' | 'selfCare'> | null;
  /** The newest completed one of each scale; null where the reader may not know. */
  scales: ReadonlyArray<Pick<AssessmentHead, 'severity'>> | null;
  signals: Signals;
}

type Panel = 'in' | 'out' | 'unknown';
const GRAVE = 2;

/**
 * Six sides of a household beside one another, none added to another and none deciding anything (R3, R29): income alone is
 * not enough to see who needs help.
 */
export function dimensionsOf({ calculation, scales, signals }: DimensionFacts): Record<DimensionName, DimensionState> {
  return {
    income: panelState(calculation, ({ panels }) => panels?.income),
    spending: spending(calculation),
    property: panelState(calculation, ({ panels }) => panels?.property),
    vulnerability: vulnerability(calculation),
    scales: scaleState(scales),
    signals: signals.mismatches > 0 || signals.recheck || isUrgent(signals) ? 'for' : 'not',
  };
}

const isUrgent = ({ triage }: Signals): boolean => triage === 'red' || triage === 'amber';

const STATES: Readonly<Record<Panel, DimensionState>> = { in: 'for', out: 'not', unknown: 'unknown' };

function panelState(
  calculation: DimensionFacts['calculation'],
  of: (one: NonNullable<DimensionFacts['calculation']>) => string | undefined,
): DimensionState {
  if (calculation === null) return 'unknown';
  if (calculation.panels === null) return 'withheld';
  return STATES[(of(calculation) ?? 'unknown') as Panel];
}

/** Spending above income, or rigid spending over the line of B18: either is enough. */
function spending(calculation: DimensionFacts['calculation']): DimensionState {
  const states = [
    panelState(calculation, ({ panels }) => panels?.expenditure),
    panelState(calculation, ({ screens }) => screens?.['rigid-expenditure']),
  ];
  return (['for', 'withheld', 'unknown'] as const).find((one) => states.includes(one)) ?? 'not';
}

/** A kind of household in difficulty (R52), or somebody who cannot look after themselves alone (B23). */
function vulnerability(calculation: DimensionFacts['calculation']): DimensionState {
  if (calculation === null) return 'unknown';
  if (calculation.types === null || calculation.selfCare === null) return 'withheld';
  const dependent = calculation.selfCare.some(({ level }) => level !== 'able');
  return calculation.types.length > 0 || dependent ? 'for' : 'not';
}

function scaleState(scales: DimensionFacts['scales']): DimensionState {
  if (scales === null) return 'withheld';
  const known = scales.flatMap(({ severity }) => (severity === null ? [] : [severity]));
  if (known.length === 0) return 'unknown';
  return Math.max(...known) >= GRAVE ? 'for' : 'not';
}
