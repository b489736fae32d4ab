import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { Client } from 'pg';
import { newId, Transactions } from '../../src/platform/database';
import { DueItems } from '../../src/platform/queue';
import { AppError } from '../../src/platform/errors';
import { Capacity, type ReserveRequest } from '../../src/supply/offerings';
import { systemActor } from '../../src/trust/access';
import { makeOffering, makeProvider } from '../factories/supply.factory';
import { Dice } from '../factories/offering-market.factory';
import { startApp, type TestApp } from '../support/app';
import { DISTRICT, loadDistrict } from '../support/district';
import { bench, median, print, quick, round } from './bench';
import { reserveByOneStatement } from './reserve-rival';

/**
 * Five places of a plan at once, all or none, on a hundred offerings that everybody wants: the product's own path against
 * the one statement that locks, checks and writes. The same plans, by turns, until the places run out; the books are added
 * up after each turn.
 */
const SEED = 20261201;
const OFFERINGS = 100;
const PLAN = 5;
const CLIENTS = [1, 16];
const ROUNDS = quick ? 3 : 5;
/** Plans of a turn; places for four fifths of them, so that the last ones race for what is left. */
const PLANS = quick ? 1000 : 3000;
const PLACES = Math.floor((PLANS * PLAN * 0.8) / OFFERINGS);
/** Plans that only warm up. */
const WARM = 300;
const DEADLOCK = '40P01';

const git = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

interface Turn {
  perSecond: number;
  p50: number;
  p99: number;
  deadlocks: number;
  oversold: number;
  leaked: number;
}
/** Takes a plan whole, or says that it could not. */
type Way = (plan: readonly ReserveRequest[]) => Promise<unknown>;

const isFull = (error: unknown): boolean => error instanceof AppError && error.code === 'no-capacity';
const isDeadlock = (error: unknown): boolean => (error as { code?: string }).code === DEADLOCK;

class Market {
  private months = 0;
  private readonly system = systemActor(DISTRICT, 'bench');

  constructor(
    private readonly app: TestApp,
    private readonly owner: Client,
    private readonly offeringIds: readonly string[],
  ) {}

  readonly ways: Readonly<Record<'product' | 'oneStatement', Way>> = {
    product: (plan) => this.app.as(this.system, () => this.app.get(Capacity).reserveAll(plan)),
    oneStatement: (plan) =>
      this.app.as(this.system, async () => {
        const taken = await reserveByOneStatement(this.app.get(Transactions).manager, plan);
        const due = { kind: 'capacity-reservation', districtCode: DISTRICT };
        const items = taken.map(({ holderId, expiresAt }) => ({ ...due, subjectId: holderId, dueAt: expiresAt! }));
        // Deadlines as the product sets them: only how places are taken differs.
        if (items.length > 0) await this.app.get(DueItems).setAll(items);
      }),
  };

  /** The same plans for both ways, each time in a month of their own. */
  private plans(round: number, period: string, count: number): ReserveRequest[][] {
    const dice = new Dice(SEED + round);
    const expiresAt = new Date(this.app.clock.now().getTime() + 48 * 3_600_000);
    return Array.from({ length: count }, () => {
      const chosen = new Set<string>();
      while (chosen.size < PLAN) chosen.add(dice.one(this.offeringIds));
      return [...chosen].map((offeringId) => ({ offeringId, period, holderId: newId(), expiresAt }));
    });
  }

  /** A month that is open, and what was written before as the server would know it in time. */
  private async openMonth(): Promise<string> {
    const number = this.months++;
    const period = `${2030 + Math.floor(number / 12)}-${String(1 + (number % 12)).padStart(2, '0')}`;
    await this.owner.query(
      `insert into capacity_balances (offering_id, period, opened, reserved, taken) select id, $1, $2, 0, 0 from unnest($3::uuid[]) id`,
      [period, PLACES, this.offeringIds],
    );
    await this.owner.query('vacuum analyze capacity_balances, capacity_holdings, capacity_entries, due_items');
    return period;
  }

  async turn(way: Way, clients: number, round: number, count = PLANS): Promise<Turn> {
    const period = await this.openMonth();
    const plans = this.plans(round, period, count);
    const times: number[] = [];
    let [at, deadlocks] = [0, 0];
    const client = async () => {
      for (let plan = plans[at++]; plan; plan = plans[at++]) {
        const began = performance.now();
        await way(plan).catch((error: unknown) => {
          if (isDeadlock(error)) deadlocks += 1;
          else if (!isFull(error)) throw error;
        });
        times.push(performance.now() - began);
      }
    };
    const began = performance.now();
    await Promise.all(Array.from({ length: clients }, client));
    const perSecond = (1000 * plans.length) / (performance.now() - began);
    const books = await this.books(plans, period);
    return { perSecond, p50: percentile(times, 0.5), p99: percentile(times, 0.99), deadlocks, ...books };
  }

  /** Places beyond what there are, and places of plans that are held in part. */
  private async books(plans: ReserveRequest[][], period: string): Promise<{ oversold: number; leaked: number }> {
    const sums = await this.owner.query<{ opened: number; reserved: number; held: number; entered: number }>(
      `select b.opened, b.reserved,
         (select count(*)::integer from capacity_holdings h where h.offering_id = b.offering_id and h.period = b.period) as held,
         (select count(*)::integer from capacity_entries e where e.offering_id = b.offering_id and e.period = b.period
            and e.kind = 'reserved') as entered
       from capacity_balances b where b.period = $1`,
      [period],
    );
    let oversold = 0;
    for (const { opened, reserved, held, entered } of sums.rows) {
      if (reserved !== held || held !== entered) throw new Error('Balance, holdings and entries differ');
      oversold += Math.max(0, held - opened);
    }
    const { rows } = await this.owner.query<{ holder_id: string }>(
      'select holder_id from capacity_holdings where period = $1',
      [period],
    );
    const holders = new Set(rows.map(({ holder_id }) => holder_id));
    const parts = plans.map((plan) => plan.filter(({ holderId }) => holders.has(holderId)).length);
    return { oversold, leaked: parts.reduce((sum, part) => sum + (part < PLAN ? part : 0), 0) };
  }
}

void bench(async (database) => {
  const app = await startApp(database);
  const owner = new Client(database.ownerUrl);
  await owner.connect();
  try {
    await loadDistrict(app);
    const provider = await makeProvider(app);
    const offeringIds: string[] = [];
    for (let made = 0; made < OFFERINGS; made += 1) offeringIds.push((await makeOffering(app, provider)).id);
    const market = new Market(app, owner, offeringIds);
    for (const way of Object.values(market.ways)) await market.turn(way, 4, 0, WARM);
    for (const clients of CLIENTS) await measure(market, clients);
  } finally {
    await owner.end();
    await app.close();
  }
});

async function measure(market: Market, clients: number): Promise<void> {
  const [own, rival]: [Turn[], Turn[]] = [[], []];
  for (let round = 1; round <= ROUNDS; round += 1) {
    // Who goes first changes with each round.
    const turns = [
      async () => own.push(await market.turn(market.ways.product, clients, round)),
      async () => rival.push(await market.turn(market.ways.oneStatement, clients, round)),
    ];
    if (round % 2 === 0) turns.reverse();
    for (const turn of turns) await turn();
  }
  const sum = (turns: readonly Turn[], of: 'deadlocks' | 'oversold' | 'leaked') =>
    turns.reduce((all, turn) => all + turn[of], 0);
  const middle = (turns: readonly Turn[], of: 'perSecond' | 'p50' | 'p99') =>
    round(median(turns.map((turn) => turn[of])));
  const figures = (turns: readonly Turn[]) => ({
    ...{ perSecond: round(middle(turns, 'perSecond'), 0), p50Ms: middle(turns, 'p50'), p99Ms: middle(turns, 'p99') },
    ...{ oversold: sum(turns, 'oversold'), leaked: sum(turns, 'leaked'), deadlocks: sum(turns, 'deadlocks') },
  });
  // Round by round: what slowed the machine slowed both.
  const ratio = round(median(own.map(({ perSecond }, at) => perSecond / rival[at]!.perSecond)));
  const { oversold, leaked, deadlocks, ...speed } = figures(own);
  print(
    {
      ...{ bench: 'reserve', row: `${PLAN} places at once, ${clients} clients`, seed: SEED, git, offerings: OFFERINGS },
      ...{ plans: PLANS, rounds: ROUNDS, ...speed, oversold, leaked, deadlocks, oneStatement: figures(rival), ratio },
      target: '0 oversold, 0 leaked, 0 deadlocks, ratio >= 1',
    },
    oversold + leaked + deadlocks === 0 && ratio >= 1,
  );
}
