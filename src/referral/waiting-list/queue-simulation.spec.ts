import fc from 'fast-check';
import {
  inOrder,
  type OrderRules,
  overtakingDays,
  placings,
  type Told,
  urgencies,
  type Urgency,
  type Waiting,
} from './queue-order';

const MINUTE = 60_000;
const DAY = 1_440;
const START = Date.parse('2026-01-01T00:00:00Z');

interface Arrival {
  /** Minutes after the start. */
  at: number;
  urgency: Urgency;
  /** What the household does with a place that is offered, and after how long. */
  answer: 'accept' | 'decline' | 'silence';
  after: number;
  /** Leaves the queue by itself after so many days without an offer; null: stays. */
  patience: number | null;
  /** Days after which a newer triage finds more danger; null: it stays as it was. */
  worse: number | null;
}
interface History {
  rules: OrderRules;
  arrivals: Arrival[];
  /** One new place each so many minutes: the stated rate. */
  every: number;
  hold: number;
}
interface Guest extends Told, Arrival {
  seen: 'waiting' | 'offered' | 'gone';
  /** How many waited already when it joined: with those who can still pass what the bound is made of. */
  before: number;
  offeredAt: number | null;
  newPlaces: number;
  placeId: number | null;
}

const head = fc.nat(40);
const history: fc.Arbitrary<History> = fc
  .record({
    rules: fc.record({
      points: fc.record({ red: head, amber: head, green: head }),
      pointsADay: fc.integer({ min: 1, max: 4 }),
    }),
    arrivals: fc.array(
      fc.record({
        // Crowds and quiet weeks: half of all come within ten days.
        at: fc.oneof(fc.nat(10 * DAY), fc.nat(90 * DAY)),
        urgency: fc.constantFrom(...urgencies),
        answer: fc.constantFrom('accept' as const, 'accept' as const, 'decline' as const, 'silence' as const),
        after: fc.nat(2 * DAY),
        patience: fc.option(fc.integer({ min: 1, max: 60 }), { freq: 6 }),
        worse: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 4 }),
      }),
      { minLength: 1, maxLength: 30 },
    ),
    every: fc.integer({ min: 240, max: 4 * DAY }),
    hold: fc.integer({ min: 60, max: 3 * DAY }),
  })
  .map(({ arrivals, ...rest }) => ({ ...rest, arrivals: arrivals.sort((a, b) => a.at - b.at) }));

const dayOf = (minute: number): string => new Date(START + minute * MINUTE).toISOString().slice(0, 10);
const dayDifference = (a: Waiting, b: Waiting): number =>
  (Date.parse(b.joinedOn) - Date.parse(a.joinedOn)) / (DAY * MINUTE);

/** A queue under an injected clock: minutes pass, places come at a steady rate, households answer or do not. */
class Simulation {
  readonly guests: Guest[] = [];
  private readonly agenda: Array<{ at: number; act: () => void }> = [];
  private free: number[] = [];
  private placesMade = 0;
  readonly holderOf = new Map<number, string | 'used'>();

  constructor(private readonly history: History) {}

  run(): void {
    const { arrivals, every } = this.history;
    const needed = arrivals.length * 2 + 4;
    const last = arrivals.at(-1)!.at;
    for (const arrival of arrivals) this.plan(arrival.at, () => this.join(arrival));
    for (let place = 1; place <= needed || place * every <= last + 2 * DAY; place += 1)
      this.plan(place * every, () => this.newPlace(place * every));
    for (let next = this.next(); next; next = this.next()) next.act();
  }

  private plan(at: number, act: () => void): void {
    this.agenda.push({ at, act });
  }

  private next(): { at: number; act: () => void } | undefined {
    let first = 0;
    for (let index = 1; index < this.agenda.length; index += 1)
      if (this.agenda[index]!.at < this.agenda[first]!.at) first = index;
    return this.agenda.splice(first, 1)[0];
  }

  private get live(): Guest[] {
    return this.guests.filter(({ seen }) => seen !== 'gone');
  }

  private get waiting(): Guest[] {
    return inOrder(
      this.guests.filter(({ seen }) => seen === 'waiting'),
      this.history.rules,
    );
  }

  private join(arrival: Arrival): void {
    const { at } = arrival;
    const id = String(this.guests.length).padStart(4, '0');
    const joined = { id, joinedAt: new Date(START + at * MINUTE), joinedOn: dayOf(at), place: null };
    const state = {
      seen: 'waiting' as const,
      before: this.waiting.length,
      offeredAt: null,
      newPlaces: 0,
      placeId: null,
    };
    const guest: Guest = { ...arrival, ...joined, ...state };
    this.guests.push(guest);
    this.tellPlaces(guest);
    const { patience, worse } = arrival;
    if (worse !== null) this.plan(at + worse * DAY, () => this.raise(guest));
    if (patience !== null) this.plan(at + patience * DAY, () => guest.seen === 'waiting' && this.leave(guest));
    this.offer(at);
  }

  private raise(guest: Guest): void {
    if (guest.seen !== 'waiting' || guest.urgency === 'red') return;
    const { points } = this.history.rules;
    const to = guest.urgency === 'green' ? 'amber' : 'red';
    // Points are drawn at random: a class that is more urgent by name may have fewer, and then nothing is raised.
    if (points[to] < points[guest.urgency]) return;
    guest.urgency = to;
    this.tellPlaces(guest);
  }

  private newPlace(at: number): void {
    this.placesMade += 1;
    this.free.push(this.placesMade);
    for (const guest of this.guests) if (guest.seen === 'waiting') guest.newPlaces += 1;
    this.offer(at);
  }

  /** Free places go to the first; each is held for one alone. */
  private offer(at: number): void {
    for (const guest of this.waiting) {
      const placeId = this.free.shift();
      if (placeId === undefined) return;
      if (this.holderOf.has(placeId)) throw new Error(`place ${placeId} was given twice`);
      this.holderOf.set(placeId, guest.id);
      Object.assign(guest, { seen: 'offered', offeredAt: at, placeId });
      const inTime = guest.answer !== 'silence' && guest.after < this.history.hold;
      this.plan(at + (inTime ? guest.after : this.history.hold), () => this.answer(guest, inTime, at));
    }
  }

  private answer(guest: Guest, inTime: boolean, offeredAt: number): void {
    const placeId = guest.placeId!;
    if (this.holderOf.get(placeId) !== guest.id) throw new Error(`place ${placeId} changed hands in its hold`);
    this.leave(guest);
    if (inTime && guest.answer === 'accept') this.holderOf.set(placeId, 'used');
    else {
      this.holderOf.delete(placeId);
      this.free.push(placeId);
      this.offer(offeredAt + (inTime ? guest.after : this.history.hold));
    }
  }

  private leave(guest: Guest): void {
    guest.seen = 'gone';
    this.tellPlaces(null);
  }

  /** As the room does after every act: everybody's place anew; a worse one has its reason in who joined or was raised. */
  private tellPlaces(urgent: Guest | null): void {
    for (const { id, place, worse } of placings(this.live, this.history.rules)) {
      const guest = this.guests.find((one) => one.id === id)!;
      if (worse) {
        if (!urgent) throw new Error(`${id} fell back although nobody became urgent`);
        if (inOrder([guest, urgent], this.history.rules)[0] !== urgent) throw new Error(`${id} fell back for nobody`);
        if (place !== guest.place! + 1) throw new Error(`${id} fell back by more than one`);
      }
      guest.place = place;
    }
  }
}

describe('a queue over months', () => {
  it('serves every class within the stated bound, explains every step back and gives no place twice', () => {
    let bounded = 0;
    let steps = 0;
    const classes = new Set<Urgency>();
    fc.assert(
      fc.property(history, (one) => {
        const simulation = new Simulation(one);
        simulation.run();
        const days = overtakingDays(one.rules);
        for (const guest of simulation.guests) {
          const mayPass = simulation.guests.filter(
            (other) => other !== guest && other.id > guest.id && dayDifference(guest, other) < days,
          ).length;
          // Served at the latest by the place after all who waited already or may pass.
          const bound = guest.before + mayPass + 1;
          expect(guest.newPlaces).toBeLessThanOrEqual(bound);
          if (guest.offeredAt === null) {
            expect(guest.patience).not.toBeNull();
            continue;
          }
          expect(guest.offeredAt - guest.at).toBeLessThanOrEqual(bound * one.every);
          bounded += 1;
          if (mayPass > 0) steps += 1;
          classes.add(guest.urgency);
        }
      }),
      { numRuns: 2500 },
    );
    expect(classes.size).toBe(3);
    expect(bounded).toBeGreaterThan(10_000);
    expect(steps).toBeGreaterThan(1_000);
  });

  it('would starve somebody without points for waiting: the bound is not met by urgency alone', () => {
    const urgentEveryDay = Array.from({ length: 60 }, (_, day) => ({ ...arrival('red'), at: day * DAY + 1 }));
    const rules = (pointsADay: number): OrderRules => ({ points: { red: 30, amber: 14, green: 0 }, pointsADay });
    const served = (pointsADay: number): number | null => {
      const arrivals = [arrival('green'), arrival('green'), ...urgentEveryDay];
      const simulation = new Simulation({ rules: rules(pointsADay), arrivals, every: DAY, hold: DAY });
      simulation.run();
      return simulation.guests[1]!.offeredAt;
    };
    expect(served(1)! / DAY).toBeLessThanOrEqual(32);
    expect(served(0.001)! / DAY).toBeGreaterThan(55);
  });
});

const arrival = (urgency: Urgency): Arrival => ({
  at: 0,
  urgency,
  answer: 'accept',
  after: 0,
  patience: null,
  worse: null,
});
