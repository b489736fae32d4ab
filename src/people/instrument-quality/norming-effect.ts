import { type Answers, type DerivedNeed, type Instrument, score } from '../assessments';

export const levelMoves = ['up', 'down', 'same'] as const;
export type LevelMove = (typeof levelMoves)[number];
export const needMoves = ['opens', 'closes', 'same'] as const;
export type NeedMove = (typeof needMoves)[number];

/** What other cuts would do to the people of one place. */
export interface Effect {
  /** Up: to a higher level of need. */
  levels: Record<LevelMove, number>;
  /** By code of domain E: people for whom it would open or close. */
  needs: Record<string, Record<NeedMove, number>>;
}

/** Nobody yet. */
export const emptyEffect = ({ needs }: Instrument): Effect => ({
  levels: { up: 0, down: 0, same: 0 },
  needs: Object.fromEntries(needs.map(({ code }) => [code, { opens: 0, closes: 0, same: 0 }])),
});

/** The same answers under both, the scale as it is and as it is proposed; red flags override in either. */
export function addEffect(
  effect: Effect,
  before: Instrument,
  after: Instrument,
  answers: Answers,
  ageYears: number | null,
): void {
  const [one, other] = [score(before, answers, { ageYears }), score(after, answers, { ageYears })];
  const difference = (other.severity ?? 0) - (one.severity ?? 0);
  effect.levels[difference > 0 ? 'up' : difference < 0 ? 'down' : 'same'] += 1;
  const [had, has] = [codesOf(one.needs), codesOf(other.needs)];
  for (const [code, moves] of Object.entries(effect.needs))
    moves[had.has(code) === has.has(code) ? 'same' : has.has(code) ? 'opens' : 'closes'] += 1;
}

const codesOf = (needs: readonly DerivedNeed[]) => new Set(needs.map(({ code }) => code));

/** Both together. */
export function mergeEffects(one: Effect, other: Effect): Effect {
  const add = <K extends string>(a: Record<K, number>, b: Record<K, number>) =>
    Object.fromEntries(Object.entries<number>(a).map(([key, count]) => [key, count + b[key as K]])) as Record<
      K,
      number
    >;
  return {
    levels: add(one.levels, other.levels),
    needs: Object.fromEntries(Object.entries(one.needs).map(([code, moves]) => [code, add(moves, other.needs[code]!)])),
  };
}
