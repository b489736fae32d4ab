import {
  type Answers,
  type FilledIn,
  type Instrument,
  itemAnswers,
  itemMaximum,
  optionValues,
  score,
} from '../assessments';

/** How a form was filled in. `whole`: every question that counts asked and answered; `partly`: some were not to be asked. */
export const formStates = ['whole', 'partly', 'prorated', 'incomplete', 'not-applicable'] as const;
export type FormState = (typeof formStates)[number];
/** Where a score stands: at the least or the most points that could be reached. */
export const scoreEnds = ['floor', 'between', 'ceiling', 'unscored'] as const;
export type ScoreEnd = (typeof scoreEnds)[number];

/** Sums over whole rows; integers all, so that the order of the rows can never matter. */
interface RowSums {
  rows: number;
  /** By item. */
  sum: Record<string, number>;
  squares: Record<string, number>;
  /** Value times total. */
  withTotal: Record<string, number>;
  total: number;
  totalSquares: number;
}

/** What many forms of a scale come to, without any of them. */
export interface Tally {
  states: Record<FormState, number>;
  ends: Record<ScoreEnd, number>;
  /** People by score. */
  scores: Record<string, number>;
  /** By item: people by value (high = need), `missing` or `skipped`. */
  items: Record<string, Record<string, number>>;
  rows: RowSums;
  /** Pairs of assessors by what they came to, the first one's rating before the second one's (see `ratingOf`). */
  ratings: Record<string, number>;
  /** Forms by the seconds that people were at them. */
  seconds: Record<string, number>;
}

const zeros = <K extends string>(keys: readonly K[]) =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;

/** A tally of nobody. */
export function emptyTally(instrument: Instrument): Tally {
  const scored = instrument.items.filter((item) => item.scored).map(({ id }) => id);
  const cells = (item: Instrument['items'][number]) => [
    ...optionValues(instrument, item).map((value) => String(needValue(instrument, item, value))),
    ...['missing', 'skipped'],
  ];
  return {
    states: zeros(formStates),
    ends: zeros(scoreEnds),
    scores: {},
    items: Object.fromEntries(instrument.items.map((item) => [item.id, zeros(cells(item))])),
    rows: {
      ...{ rows: 0, total: 0, totalSquares: 0 },
      ...{ sum: zeros(scored), squares: zeros(scored), withTotal: zeros(scored) },
    },
    ...{ ratings: {}, seconds: {} },
  };
}

const needValue = (instrument: Instrument, item: Instrument['items'][number], value: number) =>
  item.reverse ? itemMaximum(instrument, item) - value : value;

const TRIAGE_RATINGS = { green: 0, amber: 1, red: 2 } as const;

/** What a form comes to, to be compared with that of another assessor: the level, of a triage the colour; null without one. */
function ratingOf(instrument: Instrument, answers: Answers, ageYears: number | null): number | null {
  const { complete, severity, triage } = score(instrument, answers, { ageYears });
  if (triage) return TRIAGE_RATINGS[triage.level];
  return complete ? severity : null;
}

/** Adds what is known beside the answers: how long it took, and what a second assessor came to. */
export function addCircumstances(
  tally: Tally,
  instrument: Instrument,
  { seconds, pair, ageYears }: Pick<FilledIn, 'seconds' | 'pair' | 'ageYears'>,
): void {
  if (seconds !== null) tally.seconds[seconds] = (tally.seconds[seconds] ?? 0) + 1;
  if (!pair) return;
  const [first, second] = [pair.first, pair.second].map((answers) => ratingOf(instrument, answers, ageYears));
  if (first == null || second == null) return;
  const cell = `${first}/${second}`;
  tally.ratings[cell] = (tally.ratings[cell] ?? 0) + 1;
}

/** Adds one form to the tally. */
export function addForm(tally: Tally, instrument: Instrument, answers: Answers, ageYears: number | null): void {
  const { raw, max, complete, prorated, notApplicable } = score(instrument, answers, { ageYears });
  const { values, whole } = itemAnswers(instrument, answers, ageYears);
  const state = notApplicable
    ? 'not-applicable'
    : !complete
      ? 'incomplete'
      : prorated
        ? 'prorated'
        : whole
          ? 'whole'
          : 'partly';
  tally.states[state] += 1;
  for (const { id } of instrument.items) {
    const value = notApplicable ? undefined : values.get(id);
    const cell = value === undefined ? 'skipped' : value === null ? 'missing' : String(value);
    tally.items[id]![cell] = (tally.items[id]![cell] ?? 0) + 1;
  }
  // Without a sum there is no score (S16), and too much missing is none either.
  if (raw === null || !complete) tally.ends.unscored += 1;
  else {
    tally.ends[raw === 0 ? 'floor' : raw === max ? 'ceiling' : 'between'] += 1;
    tally.scores[raw] = (tally.scores[raw] ?? 0) + 1;
  }
  if (state === 'whole') addRow(tally.rows, values);
}

function addRow(rows: RowSums, values: ReadonlyMap<string, number | null>): void {
  const ids = Object.keys(rows.sum);
  const total = ids.reduce((sum, id) => sum + (values.get(id) ?? 0), 0);
  rows.rows += 1;
  rows.total += total;
  rows.totalSquares += total * total;
  for (const id of ids) {
    const value = values.get(id) ?? 0;
    rows.sum[id]! += value;
    rows.squares[id]! += value * value;
    rows.withTotal[id]! += value * total;
  }
}

/** Both together: people of two places. */
export function mergeTallies(one: Tally, other: Tally): Tally {
  return added(one, other) as unknown as Tally;
}

type Numbers = number | { [key: string]: Numbers };
function added(one: unknown, other: unknown): Numbers {
  if (typeof one === 'number' || typeof other === 'number') return Number(one ?? 0) + Number(other ?? 0);
  const [a, b] = [(one ?? {}) as Record<string, unknown>, (other ?? {}) as Record<string, unknown>];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(keys.map((key) => [key, added(a[key], b[key])]));
}
