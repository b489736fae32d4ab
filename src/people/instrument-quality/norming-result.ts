import type { Instrument } from '../assessments';
import { type Effect, emptyEffect, mergeEffects } from './norming-effect';
import { type Cuts, shareFrom } from './norming-cuts';
import { type Cells, LEAST_SHOWN, protectRow, type ShownCells, shownParts } from './protect-cells';

/** What a proposal would do to one place. */
export interface EffectFigures {
  /** Null: the whole district. */
  townshipId: number | null;
  people: number;
  /** People whose level would rise, fall or stay. */
  levels: ShownCells | null;
  needs: Array<{ code: string; cells: ShownCells | null }>;
}

/** What is kept of a proposal; no figure of it stands for fewer than ten people. */
export interface NormingResult {
  groups: EffectFigures[];
}

/** Proposals are cheap to repeat with other wishes: to the nearest of these, two of them cannot be subtracted (C2). */
const ROUNDED_TO = 5;
const rounded = (count: number) => Math.round(count / ROUNDED_TO) * ROUNDED_TO;
const roundedRow = (cells: ShownCells): ShownCells =>
  Object.fromEntries(Object.entries(cells).map(([key, count]) => [key, count === null ? null : rounded(count)]));
const sum = (cells: Cells) => Object.values(cells).reduce((total, one) => total + one, 0);

/** Turns the effects by township into what may be kept and shown. */
export function normingResult(instrument: Instrument, effects: ReadonlyMap<number, Effect>): NormingResult {
  const all = [...effects.values()].reduce(mergeEffects, emptyEffect(instrument));
  const people = ({ levels }: Effect) => sum(levels);
  if (people(all) < LEAST_SHOWN) return { groups: [] };
  const parts = (cells: (effect: Effect) => Cells) =>
    shownParts(cells(all), new Map([...effects].map(([key, effect]) => [key, cells(effect)])));
  const listed = parts((effect) => ({ people: people(effect) }));
  const levels = parts((effect) => effect.levels);
  const codes = Object.keys(all.needs);
  const needs = new Map(codes.map((code) => [code, parts((effect) => effect.needs[code]!)]));
  const townships = [...effects].filter(([key]) => listed.has(key)).sort(([a], [b]) => a - b);
  return {
    groups: [
      {
        ...{ townshipId: null, people: rounded(people(all)), levels: roundedRow(protectRow(all.levels)) },
        needs: codes.map((code) => ({ code, cells: roundedRow(protectRow(all.needs[code]!)) })),
      },
      ...townships.map(([townshipId, effect]) => ({
        ...{ townshipId, people: rounded(people(effect)) },
        levels: levels.has(townshipId) ? roundedRow(effect.levels) : null,
        needs: codes.map((code) => ({
          ...{ code, cells: needs.get(code)!.has(townshipId) ? roundedRow(effect.needs[code]!) : null },
        })),
      })),
    ],
  };
}

/** Share of people at each cut or above it in whole per cent; null where fewer than ten stand on either side. */
export function shownShares(scores: ReadonlyMap<number, number>, cuts: Cuts): Array<number | null> {
  const all = [...scores.values()].reduce((total, one) => total + one, 0);
  const plain = (count: number) => count === 0 || count >= LEAST_SHOWN;
  return cuts.map((cut) => {
    const share = shareFrom(scores, cut);
    const reached = Math.round((share * all) / 100);
    return plain(reached) && plain(all - reached) ? Math.round(share) : null;
  });
}
