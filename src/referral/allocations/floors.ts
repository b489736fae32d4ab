import type { Floor, Market } from './market';
import { moneyAfterPins, roomAfterPins } from './pins';

/** How a declared floor came out: its price is the points that each served need of the group was given more (peers 5.16). */
export interface FloorOutcome {
  id: string;
  atLeast: number;
  /** What was sought and is proved: `atLeast`, or as many as the group can be given when that is less. */
  sought: number;
  served: number;
  met: boolean;
  /** Why it is not met: too few of its needs have a choice that fits, their offerings too few places, or no bonus was enough. */
  because: 'too-few-choices' | 'too-few-places' | 'not-reached' | null;
  price: number;
}

/** Needs of a group that hold something. */
export const servedOf = (held: Int32Array, needs: Int32Array): number =>
  needs.reduce((sum, need) => sum + (held[need]! >= 0 ? 1 : 0), 0);

/** A floor with what its group can be given at most, whoever else goes without. */
export interface ReachableFloor extends Floor {
  /** Needs that a choice fits, each looked at by itself. */
  servable: number;
  sought: number;
}

/** What each floor can ask for: more than this no bonus brings, it would only push others aside. */
export function reachableFloors(market: Market): ReachableFloor[] {
  if (market.floors.length === 0) return [];
  const [room, money] = [roomAfterPins(market), moneyAfterPins(market)];
  return market.floors.map((floor) => {
    const { settled, open, places } = reachOf(market, floor.needs, room, money);
    const sought = Math.min(floor.atLeast, settled + Math.min(open, places));
    return { ...floor, servable: settled + open, sought };
  });
}

/** Of a group: pinned needs, those that a choice fits, and how many of these all their offerings together have places for. */
function reachOf(market: Market, needs: Int32Array, room: Int32Array, money: Float64Array) {
  const { first, size, cost, budget, offering, pin } = market;
  const smallest = new Map<number, number>();
  let [settled, open] = [0, 0];
  for (const need of needs) {
    if (pin[need]! >= 0) settled += 1;
    else {
      let fits = false;
      for (let edge = first[need]!; edge < first[need + 1]!; edge += 1) {
        const one = offering[edge]!;
        const purse = budget[one]!;
        if (size[edge]! > room[one]! || (purse >= 0 && cost[edge]! > money[purse]!)) continue;
        fits = true;
        smallest.set(one, Math.min(size[edge]!, smallest.get(one) ?? size[edge]!));
      }
      if (fits) open += 1;
    }
  }
  const places = [...smallest].reduce((sum, [one, least]) => sum + Math.floor(room[one]! / least), 0);
  return { settled, open, places };
}

export function floorOutcomes(
  floors: readonly ReachableFloor[],
  held: Int32Array,
  prices: Float64Array,
): FloorOutcome[] {
  return floors.map((floor, place) => {
    const { id, atLeast, sought } = floor;
    const served = servedOf(held, floor.needs);
    const met = served >= atLeast;
    return { id, atLeast, sought, served, met, because: met ? null : reasonOf(floor), price: prices[place]! };
  });
}

function reasonOf({ servable, atLeast, sought }: ReachableFloor): FloorOutcome['because'] {
  if (servable < atLeast) return 'too-few-choices';
  return sought < atLeast ? 'too-few-places' : 'not-reached';
}
