import type { Market } from './market';

/** Edges by offering: those of offering `j` are `edges[first[j]]` to `edges[first[j + 1]]`, by need. */
export interface Incoming {
  first: Int32Array;
  edges: Int32Array;
  /** Need of each edge. */
  need: Int32Array;
}

export function incomingOf(market: Market): Incoming {
  const count = market.capacity.length;
  const first = new Int32Array(count + 1);
  for (const one of market.offering) first[one + 1]! += 1;
  for (let one = 0; one < count; one += 1) first[one + 1]! += first[one]!;
  const next = first.slice(0, count);
  const edges = new Int32Array(market.offering.length);
  const need = new Int32Array(market.offering.length);
  for (let whose = 0; whose < market.needIds.length; whose += 1)
    for (let edge = market.first[whose]!; edge < market.first[whose + 1]!; edge += 1) {
      need[edge] = whose;
      const one = market.offering[edge]!;
      edges[next[one]!] = edge;
      next[one]! += 1;
    }
  return { first, edges, need };
}
