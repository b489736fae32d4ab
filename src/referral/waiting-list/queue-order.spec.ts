import fc from 'fast-check';
import { inOrder, overtakingDays, placings, priorityOf, type OrderRules, urgencies, type Waiting } from './queue-order';

const DAY = 86_400_000;
const START = Date.parse('2026-11-01T00:00:00Z');
export const anyRules: fc.Arbitrary<OrderRules> = fc.record({
  points: fc.record({ red: fc.nat(40), amber: fc.nat(40), green: fc.nat(40) }),
  pointsADay: fc.integer({ min: 1, max: 5 }),
});
const dayOf = (day: number): string => new Date(START + day * DAY).toISOString().slice(0, 10);
const anyWaiting: fc.Arbitrary<Waiting> = fc
  .record({ id: fc.uuid(), urgency: fc.constantFrom(...urgencies), day: fc.nat(90), minute: fc.nat(1439) })
  .map(({ id, urgency, day, minute }) => ({
    ...{ id, urgency, joinedOn: dayOf(day) },
    joinedAt: new Date(START + day * DAY + minute * 60_000),
  }));
const RULES: OrderRules = { points: { red: 30, amber: 14, green: 0 }, pointsADay: 1 };
const waiting = (id: string, urgency: Waiting['urgency'], day: number, minute = 0): Waiting => ({
  ...{ id, urgency, joinedOn: dayOf(day), joinedAt: new Date(START + day * DAY + minute * 60_000) },
});

describe('the order of a queue (R97)', () => {
  it('counts the points of the class and of every day waited', () => {
    expect(priorityOf(waiting('a', 'amber', 0), dayOf(10), RULES)).toBe(24);
    expect(priorityOf(waiting('a', 'red', 4), dayOf(4), RULES)).toBe(30);
  });

  it('puts an urgent need ahead of one that has waited for less than its head start, and behind it from then on', () => {
    const [old, new29, new30] = [waiting('a', 'green', 0), waiting('b', 'red', 29), waiting('c', 'red', 30)];
    expect(inOrder([old, new29], RULES).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(inOrder([old, new30], RULES).map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('decides between equal points by who joined first, then by the lesser id', () => {
    const three = [waiting('c', 'green', 1, 5), waiting('b', 'green', 1, 3), waiting('a', 'green', 1, 5)];
    expect(inOrder(three, RULES).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  });

  it('is the order of the points on every day, whichever way the rows come', () => {
    fc.assert(
      fc.property(
        anyRules,
        fc.uniqueArray(anyWaiting, { selector: ({ id }) => id }),
        fc.nat(200),
        (rules, all, day) => {
          const order = inOrder(all, rules);
          expect(inOrder([...all].reverse(), rules)).toEqual(order);
          const today = dayOf(91 + day);
          const points = order.map((one) => priorityOf(one, today, rules));
          expect(points).toEqual([...points].sort((a, b) => b - a));
        },
      ),
    );
  });

  it('lets nobody pass who joins the stated days later or later still, and no fewer days would do', () => {
    fc.assert(
      fc.property(anyRules, anyWaiting, anyWaiting, fc.nat(60), (rules, first, other, more) => {
        const bound = overtakingDays(rules);
        const late = new Date(Date.parse(`${first.joinedOn}T00:00:00Z`) + (bound + more) * DAY);
        const later = { ...other, joinedOn: late.toISOString().slice(0, 10), joinedAt: new Date(+first.joinedAt + 1) };
        expect(inOrder([later, first], rules)[0]).toBe(first);
      }),
      { numRuns: 2000 },
    );
    expect(overtakingDays(RULES)).toBe(30);
    expect(inOrder([waiting('a', 'green', 0), waiting('b', 'red', 29)], RULES)[0]?.id).toBe('b');
  });

  it('tells who stands further back than was told, and nobody who has just joined', () => {
    const told = [
      { ...waiting('a', 'green', 0), place: 1 },
      { ...waiting('b', 'green', 1), place: 2 },
      { ...waiting('c', 'red', 2), place: null },
    ];
    expect(placings(told, RULES)).toEqual([
      { id: 'c', place: 1, worse: false },
      { id: 'a', place: 2, worse: true },
      { id: 'b', place: 3, worse: true },
    ]);
  });
});
