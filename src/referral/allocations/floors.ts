import type { Market } from './market';

/** How a declared floor came out: its price is the points that each served need of the group was given more (peers 5.16). */
export interface FloorOutcome {
  id: string;
  atLeast: number;
  served: number;
  met: boolean;
  /** Why it is not met: fewer needs have any admitted choice, or no bonus was enough. */
  because: 'too-few-choices' | 'not-reached' | null;
  price: number;
}

/** Needs of a group that hold something. */
export const servedOf = (held: Int32Array, needs: Int32Array): number =>
  needs.reduce((sum, need) => sum + (held[need]! >= 0 ? 1 : 0), 0);

/** Needs of a group that any offering could ever serve. */
export const servable = ({ first, size, capacity, offering }: Market, needs: Int32Array): number =>
  needs.reduce((sum, need) => {
    for (let edge = first[need]!; edge < first[need + 1]!; edge += 1)
      if (size[edge]! <= capacity[offering[edge]!]!) return sum + 1;
    return sum;
  }, 0);

export function floorOutcomes(market: Market, held: Int32Array, prices: Float64Array): FloorOutcome[] {
  return market.floors.map(({ id, needs, atLeast }, place) => {
    const served = servedOf(held, needs);
    const met = served >= atLeast;
    const because = met ? null : servable(market, needs) < atLeast ? 'too-few-choices' : 'not-reached';
    return { id, atLeast, served, met, because, price: prices[place]! };
  });
}
