/** A judged goal: weight 1–4, x from −2 (much less than expected) to +2 (much more). */
export interface JudgedGoal {
  weight: number;
  x: number;
}

/** Assumed correlation between goals (I10). */
const RHO = 0.3;

/**
 * Goal attainment scaling (I10): T = 50 + 10·Σwx ÷ √((1−ρ)Σw² + ρ(Σw)²), one decimal. 50 = as expected.
 * @returns null when there is no judged goal
 */
export function goalAttainment(goals: readonly JudgedGoal[]): number | null {
  if (goals.length === 0) return null;
  const sum = (of: (goal: JudgedGoal) => number) => goals.reduce((total, goal) => total + of(goal), 0);
  const spread = (1 - RHO) * sum(({ weight }) => weight ** 2) + RHO * sum(({ weight }) => weight) ** 2;
  const t = 50 + (10 * sum(({ weight, x }) => weight * x)) / Math.sqrt(spread);
  return Math.round(t * 10) / 10;
}

/** How far a severity level (lower is better) lies from the expected one, within the five steps of the method. */
export function attainment(expected: number | null, attained: number | null): number | null {
  if (expected === null || attained === null) return null;
  return Math.max(-2, Math.min(2, expected - attained)) + 0;
}
