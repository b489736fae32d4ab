import type { Schedule } from './matching.types';

/** Planning value of a served need: weight x (10,000 + score); each further provider of the plan costs 1,500. */
export const SERVED_BASE = 10_000;
export const PROVIDER_COST = 1_500;

/** A limit shared by several choices: money of a fund, money or units of a contract. */
export interface Draw {
  purse: string;
  left: number;
  take: number;
}

export interface PlanOption {
  offeringId: string;
  providerId: string;
  /** Whole points this choice adds before the cost of its provider; above it, unless others need the place more. */
  value: number;
  /** Free places, null when unknown: asked first, reserves nothing. */
  places: number | null;
  schedule: Schedule | null;
  draws: readonly Draw[];
  publiclyPaid: boolean;
}

export interface PlanNeed {
  id: string;
  code: string;
  /** Who is served; two needs of one person share a place and a week. */
  person: string;
  options: readonly PlanOption[];
}

export interface PlanProblem {
  needs: readonly PlanNeed[];
  providerCost: number;
  /** Of equal plans the one that the search meets first, as formulas before 2026.3 did; else the earliest by the lists. */
  ties?: 'as-met';
}

/** Per need the index of the chosen option, -1 for none. */
export type Choice = readonly number[];

export interface Assignment {
  index: number;
  need: PlanNeed;
  option: PlanOption;
  optionIndex: number;
}

export function assignmentsOf(problem: PlanProblem, choice: Choice): Assignment[] {
  return problem.needs.flatMap((need, index) => {
    const optionIndex = choice[index] ?? -1;
    const option = need.options[optionIndex];
    return option ? [{ index, need, option, optionIndex }] : [];
  });
}

/** The published objective of a choice, feasible or not. */
export function objectiveOf(problem: PlanProblem, choice: Choice): number {
  const assignments = assignmentsOf(problem, choice);
  const providers = new Set(assignments.map(({ option }) => option.providerId));
  return assignments.reduce((sum, { option }) => sum + option.value, 0) - problem.providerCost * providers.size;
}
