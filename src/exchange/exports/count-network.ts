import { LEAST_NAMED, LEAST_SHOWN } from './small-counts';

/** `count`: printed. `small`: printed as "<10". `hidden`: printed as a mark that protects another. `left-out`: not there. */
export type Shown = 'count' | 'small' | 'hidden' | 'left-out';

/** One number of a table with totals, as a flow between two sums that it belongs to. */
export interface Flow {
  from: string;
  to: string;
  count: number;
  shown: Shown;
}

/** How a number is shown for its size alone. */
export function shownBySize(count: number): Shown {
  return count >= LEAST_SHOWN ? 'count' : count >= LEAST_NAMED ? 'small' : 'left-out';
}

/** What a reader knows of a number by the way it is shown. That one is left out may be known: it is not taken for zero. */
const LEAST: Record<Shown, number> = { 'left-out': 1, small: LEAST_NAMED, hidden: LEAST_SHOWN, count: LEAST_SHOWN };
const MOST: Record<Shown, number> = {
  'left-out': LEAST_NAMED - 1,
  small: LEAST_SHOWN - 1,
  hidden: Infinity,
  count: Infinity,
};

const mayGrow = ({ count, shown }: Flow) => count < MOST[shown];
const mayShrink = ({ count, shown }: Flow) => count > LEAST[shown];

/**
 * Secondary suppression. Numbers of a table with totals are a circulation: what enters a sum leaves it. A number that is
 * not printed can be computed from the printed ones exactly when no cycle of unprinted numbers lets it be one more or one
 * less; so for each that has none, the numbers on the cheapest way to such a cycle are hidden too. Hiding only adds cycles:
 * once through is enough.
 *
 * @returns false when nothing that could be hidden protects a number: the table must not be published
 */
export function protect(flows: Flow[]): boolean {
  const touching = new Map<string, Flow[]>();
  for (const flow of flows) {
    for (const sum of [flow.from, flow.to]) touching.set(sum, [...(touching.get(sum) ?? []), flow]);
  }
  const waiting = flows.filter(({ shown }) => shown !== 'count');
  for (const flow of waiting) {
    const way = [...waysBack(flow, touching)].sort((one, other) => priceOf(one) - priceOf(other))[0];
    if (!way) return false;
    for (const opened of way) {
      opened.shown = 'hidden';
      waiting.push(opened);
    }
  }
  return true;
}

/** Printed numbers to hide so that `flow` may be another number: when it grows, and when it shrinks. */
function* waysBack(flow: Flow, touching: ReadonlyMap<string, Flow[]>): Generator<Flow[]> {
  const grown = mayGrow(flow) ? wayOf(flow.to, flow.from, flow, touching) : null;
  if (grown) yield grown;
  if (grown?.length === 0 || !mayShrink(flow)) return;
  const shrunk = wayOf(flow.from, flow.to, flow, touching);
  if (shrunk) yield shrunk;
}

/** Hiding a great number loses more than hiding a small one, and two more than one. */
const price = ({ count, shown }: Flow) => (shown === 'count' ? 1 + Math.log10(count) : 0);
const priceOf = (flows: readonly Flow[]) => flows.reduce((total, { count }) => total + 1 + Math.log10(count), 0);

interface Reached {
  paid: number;
  /** The printed numbers on the way. */
  hidden: Flow[];
}

/** The cheapest way from one sum to another (Dijkstra), by numbers that may change or that may be hidden. */
function wayOf(start: string, goal: string, without: Flow, touching: ReadonlyMap<string, Flow[]>): Flow[] | null {
  const open = new Map<string, Reached>([[start, { paid: 0, hidden: [] }]]);
  const done = new Set<string>();
  for (;;) {
    const nearest = nearestOf(open);
    if (!nearest) return null;
    const [sum, { paid, hidden }] = nearest;
    if (sum === goal) return hidden;
    open.delete(sum);
    done.add(sum);
    for (const flow of touching.get(sum) ?? []) {
      const next = flow === without ? null : ahead(flow, sum);
      if (next === null || done.has(next)) continue;
      const reached = paid + price(flow);
      if (reached >= (open.get(next)?.paid ?? Infinity)) continue;
      open.set(next, { paid: reached, hidden: flow.shown === 'count' ? [...hidden, flow] : hidden });
    }
  }
}

function nearestOf(open: ReadonlyMap<string, Reached>): [string, Reached] | null {
  let nearest: [string, Reached] | null = null;
  for (const entry of open) {
    if (!nearest || entry[1].paid < nearest[1].paid) nearest = entry;
    if (nearest[1].paid === 0) break;
  }
  return nearest;
}

/** Where a change goes on from `sum`: a number that leaves it grows, or one that enters it shrinks. */
function ahead(flow: Flow, sum: string): string | null {
  const hidden: Flow = flow.shown === 'count' ? { ...flow, shown: 'hidden' } : flow;
  if (flow.from === sum) return mayGrow(hidden) ? flow.to : null;
  return mayShrink(hidden) ? flow.from : null;
}
