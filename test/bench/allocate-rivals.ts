import type { Market } from '../../src/referral/allocations';

/**
 * What people do by hand: take the needs (or the choices) that weigh most first, and give each the best that is left. Returns points; of
 * a household's providers each is paid for once.
 */
export function greedy(market: Market, order: 'arrival' | 'urgency' | 'weight'): number {
  const { first, offering, weight, needIds } = market;
  const rounds = new Rounds(market);
  const needs = Array.from({ length: needIds.length }, (_, need) => need);
  if (order === 'weight') {
    const whose = new Int32Array(offering.length);
    for (const need of needs) whose.fill(need, first[need]!, first[need + 1]!);
    const edges = Uint32Array.from(offering, (_, edge) => edge).sort(
      (one, other) => weight[other]! - weight[one]! || one - other,
    );
    for (const edge of edges)
      if (rounds.isOpen(whose[edge]!) && rounds.gain(whose[edge]!, edge) > 0) rounds.give(whose[edge]!, edge);
    return rounds.value;
  }
  const urgency = needs.map((need) => Math.floor((weight[first[need]!] ?? 0) / 10_000));
  if (order === 'urgency') needs.sort((one, other) => urgency[other]! - urgency[one]! || one - other);
  for (const need of needs) {
    let [best, chosen] = [0, -1];
    for (let edge = first[need]!; edge < first[need + 1]!; edge += 1) {
      const gain = rounds.gain(need, edge);
      if (gain > best) [best, chosen] = [gain, edge];
    }
    if (chosen >= 0) rounds.give(need, chosen);
  }
  return rounds.value;
}

/** Places, money and providers while they are given away one by one. */
class Rounds {
  value = 0;
  private readonly room: Int32Array;
  private readonly money: Float64Array;
  private readonly served = new Set<number>();
  private readonly pairs = new Set<number>();

  constructor(private readonly market: Market) {
    this.room = market.capacity.slice();
    this.money = market.fen.slice();
  }

  isOpen(need: number): boolean {
    return !this.served.has(need);
  }

  private pair(need: number, edge: number): number {
    const { household, provider, providers, offering } = this.market;
    return household[need]! * providers + provider[offering[edge]!]!;
  }

  /** Points that an edge adds now; 0 where it does not fit. */
  gain(need: number, edge: number): number {
    const { offering, size, cost, budget, weight, penalty } = this.market;
    const one = offering[edge]!;
    if (size[edge]! > this.room[one]!) return 0;
    if (budget[one]! >= 0 && cost[edge]! > this.money[budget[one]!]!) return 0;
    return weight[edge]! - (penalty > 0 && !this.pairs.has(this.pair(need, edge)) ? penalty : 0);
  }

  give(need: number, edge: number): void {
    const { offering, size, cost, budget } = this.market;
    const one = offering[edge]!;
    this.value += this.gain(need, edge);
    this.room[one]! -= size[edge]!;
    if (budget[one]! >= 0) this.money[budget[one]!]! -= cost[edge]!;
    this.served.add(need);
    this.pairs.add(this.pair(need, edge));
  }
}
