import type { Instrument } from '../assessments';
import { type Agreement, agreementOf, pairsIn, timedIn, type TimeTaken, timeTakenOf } from './circumstances';
import { type Cells, LEAST_SHOWN, protectRow, type ShownCells, shownParts } from './protect-cells';
import { type AlphaGap, consistencyOf, type Spread, spreadOf } from './reliability';
import { emptyTally, mergeTallies, type Tally } from './tally';

/** One question in figures. */
export interface ItemFigures {
  id: string;
  /** People by value, `missing` or `skipped`; null where a township's would give away fewer than ten. */
  cells: ShownCells | null;
  restCorrelation: number | null;
}

/** A district, or one of its townships. */
export interface GroupFigures {
  /** Null: the whole district. */
  townshipId: number | null;
  people: number;
  states: ShownCells | null;
  ends: ShownCells | null;
  spread: Spread | null;
  alpha: number | null;
  gap: AlphaGap | null;
  /** Of two assessors; null of fewer than ten pairs. */
  agreement: Agreement | null;
  /** Null of fewer than ten forms whose time was taken. */
  time: TimeTaken | null;
  items: ItemFigures[];
}

/** What is kept of a measurement: no figure of it stands for fewer than ten people. No group at all where all are fewer. */
export interface ReliabilityResult {
  groups: GroupFigures[];
}

const sum = (cells: Cells) => Object.values(cells).reduce((total, one) => total + one, 0);
export const peopleIn = ({ states }: Tally): number => sum(states);
const scoredIn = ({ ends, states }: Tally) => sum(states) - ends.unscored;

/** Turns tallies by township into what may be kept and shown. */
export function reliabilityResult(instrument: Instrument, tallies: ReadonlyMap<number, Tally>): ReliabilityResult {
  const all = [...tallies.values()].reduce(mergeTallies, emptyTally(instrument));
  if (peopleIn(all) < LEAST_SHOWN) return { groups: [] };
  const parts = (cells: (tally: Tally) => Cells) =>
    shownParts(cells(all), new Map([...tallies].map(([key, tally]) => [key, cells(tally)])));
  const shown = {
    people: parts((tally) => ({ people: peopleIn(tally) })),
    states: parts(({ states }) => states),
    ends: parts(({ ends }) => ends),
    spread: parts((tally) => ({ scored: scoredIn(tally) })),
    rows: parts(({ rows }) => ({ rows: rows.rows })),
    pairs: parts((tally) => ({ pairs: pairsIn(tally) })),
    timed: parts((tally) => ({ timed: timedIn(tally) })),
    items: new Map(instrument.items.map(({ id }) => [id, parts(({ items }) => items[id]!)])),
  };
  const summed = instrument.scoring.kind === 'sum';
  const townships = [...tallies].filter(([key]) => shown.people.has(key)).sort(([a], [b]) => a - b);
  return {
    groups: [
      wholeOf(instrument, all, summed),
      ...townships.map(([townshipId, tally]): GroupFigures => {
        const { alpha, gap, restCorrelation } = consistencyOf(tally, summed);
        const consistent = shown.rows.has(townshipId);
        return {
          ...{ townshipId, people: peopleIn(tally) },
          states: shown.states.has(townshipId) ? { ...tally.states } : null,
          ends: shown.ends.has(townshipId) ? { ...tally.ends } : null,
          spread: shown.spread.has(townshipId) ? spreadOf(tally.scores) : null,
          agreement: shown.pairs.has(townshipId) ? agreementOf(tally) : null,
          time: shown.timed.has(townshipId) ? timeTakenOf(tally) : null,
          ...(consistent ? { alpha, gap } : { alpha: null, gap: gap ?? 'too-few' }),
          items: instrument.items.map(({ id }) => ({
            ...{ id, restCorrelation: consistent ? (restCorrelation[id] ?? null) : null },
            cells: shown.items.get(id)!.has(townshipId) ? { ...tally.items[id] } : null,
          })),
        };
      }),
    ],
  };
}

function wholeOf(instrument: Instrument, tally: Tally, summed: boolean): GroupFigures {
  const { alpha, gap, restCorrelation } = consistencyOf(tally, summed);
  return {
    ...{ townshipId: null, people: peopleIn(tally), alpha, gap },
    ...{ states: protectRow(tally.states), ends: protectRow(tally.ends) },
    spread: scoredIn(tally) >= LEAST_SHOWN ? spreadOf(tally.scores) : null,
    ...{ agreement: agreementOf(tally), time: timeTakenOf(tally) },
    items: instrument.items.map(({ id }) => ({
      ...{ id, cells: protectRow(tally.items[id]!), restCorrelation: restCorrelation[id] ?? null },
    })),
  };
}
