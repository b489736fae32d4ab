import 'reflect-metadata';
import { Client } from 'pg';
import { MakeCalculation } from '../../src/people/calculations';
import { Simulations } from '../../src/people/simulations';
import { Policies } from '../../src/reference/policies';
import { startApp, type TestApp } from '../support/app';
import { DISTRICT, loadDistrict, type Login, loginAs } from '../support/district';
import { loadedAsFolder } from '../support/pack-folder';
import { bench, print, quick, round } from './bench';
import { fillFamilies } from './simulate-families';

/**
 * A draft tried against the live files of a district by the job of the product (issue 4, shown by 6): seconds from the order to
 * the result with its progress, and the same families recalculated one by one once the draft is loaded as a pack.
 */
const FAMILIES = quick ? 4000 : 20_000;
/** Every so many families are recalculated. */
const EVERY = quick ? 10 : 1;
const SECONDS = 60;
const AT_ONCE = 6;

interface Family {
  household: string;
  before: string;
  after: string;
}

void bench(async (database) => {
  const app = await startApp(database);
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  try {
    await loadDistrict(app);
    await fillFamilies(owner, DISTRICT, FAMILIES);
    const officer = await loginAs(app, 'officer');
    const id = await simulate(app, officer);
    const { rows } = await owner.query<Family>(
      `select household_id as household, digest_before as before, digest_after as after from simulation_households
        where simulation_id = $1 order by 1`,
      [id],
    );
    await recalculate(app, officer, id, rows);
  } finally {
    await owner.end();
    await app.close();
  }
});

async function simulate(app: TestApp, { token }: Login): Promise<string> {
  const api = app.api(token);
  const change = { path: 'standards.dibao.fen', value: 90_000, from: app.clock.today(), reason: '提标测算' };
  const draft = (await api.post('pack-drafts', { name: '提标测算', changes: [change] })).body as { id: string };
  const ordered = (await api.post(`policy-packs/${draft.id}/simulations`)).body as { id: string };
  const seen = new Set<number>();
  const look = async () => {
    const { done } = (await api.get(`simulations/${ordered.id}`)).body as { done: number };
    seen.add(done);
  };
  const watching = setInterval(() => void look(), 1000);
  const began = performance.now();
  await app.drain();
  const seconds = (performance.now() - began) / 1000;
  clearInterval(watching);
  const opened = performance.now();
  const result = (await api.get(`simulations/${ordered.id}`)).body as {
    state: string;
    done: number;
    totals: { all: { moved: Record<string, number> } };
  };
  const resultMs = performance.now() - opened;
  const whole = result.state === 'done' && result.done === FAMILIES;
  print(
    {
      ...{ bench: 'simulate', row: 'job', families: result.done, seconds: round(seconds, 1), target: `<= ${SECONDS}` },
      ...{ perSecond: round(FAMILIES / seconds, 0), progressSeen: seen.size, resultMs: round(resultMs, 0) },
      moved: result.totals.all.moved,
    },
    whole && seconds <= SECONDS && (quick || seen.size > 2),
  );
  return ordered.id;
}

/** With the pack of each side in force, as `households/{id}/classifications` would calculate. */
async function recalculate(app: TestApp, officer: Login, id: string, all: readonly Family[]): Promise<void> {
  const actor = { ...officer.actor, purpose: 'bench' };
  const families = all.filter((_, place) => place % EVERY === 0);
  const policies = app.get(Policies);
  const current = policies.current.bind(policies);
  const { before, after } = await app.as(actor, () => app.get(Simulations).packs(id));
  for (const side of ['before', 'after'] as const) {
    const pack = side === 'before' ? current(DISTRICT) : loadedAsFolder(after);
    if (side === 'before' && pack.version !== before.version) throw new Error('The district runs on another pack');
    policies.current = () => pack;
    const waiting = [...families];
    let equal = 0;
    const work = async () => {
      for (let family = waiting.pop(); family; family = waiting.pop()) {
        const { household } = family;
        const made = await app.as(actor, () => app.get(MakeCalculation).execute(household, null));
        if (made.calculation.digest === family[side]) equal += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    print(
      { bench: 'simulate', row: `equal to the pack loaded: ${side}`, families: families.length, equal, of: all.length },
      equal === families.length && all.length === FAMILIES,
    );
  }
  policies.current = current;
}
