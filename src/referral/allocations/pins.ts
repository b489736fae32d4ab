import { type Market, MarketError } from './market';

/** Places and hours that pinned choices leave. @throws MarketError when they take more than there is */
export function roomAfterPins({ pin, capacity, offering, size, offeringIds }: Market): Int32Array {
  const room = capacity.slice();
  for (const edge of pin) if (edge >= 0) room[offering[edge]!]! -= size[edge]!;
  const full = room.findIndex((left) => left < 0);
  if (full >= 0) throw new MarketError('pins-too-many', offeringIds[full]!);
  return room;
}

/** Money that pinned choices leave. @throws MarketError when they spend more than there is */
export function moneyAfterPins({ pin, fen, budget, offering, cost, budgetIds }: Market): Float64Array {
  const left = fen.slice();
  for (const edge of pin) {
    const purse = edge < 0 ? -1 : budget[offering[edge]!]!;
    if (purse >= 0) left[purse]! -= cost[edge]!;
  }
  const spent = left.findIndex((fenLeft) => fenLeft < 0);
  if (spent >= 0) throw new MarketError('pins-too-many', budgetIds[spent]!);
  return left;
}
