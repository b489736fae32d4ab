import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { type LedgerImport, UploadLedger } from '../../src/exchange/ledgers';
import { LedgerImportsStore } from '../../src/exchange/ledgers/ledger-imports.store';
import type { LedgerTask } from '../../src/exchange/ledgers/ledger-work';
import { CheckLedger } from '../../src/exchange/ledgers/use-cases/check-ledger.use-case';
import { WriteLedger } from '../../src/exchange/ledgers/use-cases/write-ledger.use-case';
import { type Actor, Transactions } from '../../src/platform/database';
import { Regions, Units } from '../../src/reference/regions';
import { systemActor } from '../../src/trust/access';
import { CreateAccount } from '../../src/trust/accounts';
import { ledgerWorkbook, madeLedger } from '../factories/ledger.factory';
import { startApp, type TestApp } from '../support/app';
import { DISTRICT, loadDistrict, PASSWORD } from '../support/district';
import { bench, print, quick, round, time } from './bench';

/**
 * A ledger from its bytes to files, in the worker, with the settings of the product: rows a second of each step, the
 * longest time between two commits (design 8.5: a second), and that a stop half way leaves no household half.
 */
const ROWS = quick ? 2000 : 50_000;
const HOUSEHOLDS = Math.round((ROWS * 611) / 865);
const SECOND = 1000;

async function centreWorker(app: TestApp): Promise<Actor> {
  return app.as(systemActor(DISTRICT, 'bench'), async () => {
    const unit = (await app.get(Units).ofDistrict(DISTRICT)).find(({ tier }) => tier === 'centre')!;
    const place = { districtCode: DISTRICT, organisationId: null, unitId: unit.id };
    const { path } = await app.get(Regions).byCode(DISTRICT);
    const post = { ...place, role: 'centre-worker' as const, regionPath: path.replace(/\/$/, '') };
    const name = { username: 'bench', displayName: 'bench', password: PASSWORD, demonstration: true };
    const { id } = await app.get(CreateAccount).execute({ ...name, posts: [post] });
    return {
      ...systemActor(DISTRICT, 'bench'),
      ...{ kind: 'user', userId: id, roles: ['centre-worker'], unitId: unit.id, regionPath: post.regionPath },
    } as Actor;
  });
}

/** A part of an import, done here and now, with the longest time between two reports of progress. */
async function part(
  app: TestApp,
  actor: Actor,
  importId: string,
  work: (task: LedgerTask) => Promise<boolean>,
  stopAt = Infinity,
) {
  const transactions = await app.worker(Transactions);
  const imports = await app.worker(LedgerImportsStore);
  const apart = <T>(act: () => Promise<T>): Promise<T> => transactions.runApart(actor, act);
  let [last, longest, done] = [0, 0, 0];
  const progress = (count: number): Promise<void> => {
    const now = performance.now();
    if (last > 0) longest = Math.max(longest, now - last);
    [last, done] = [now, count];
    return Promise.resolve();
  };
  const row = await apart(() => imports.get(importId));
  const job = { progress, cancelled: () => Promise.resolve(done >= stopAt) } as unknown as LedgerTask['job'];
  const milliseconds = await time(() => work({ row, job, apart }));
  return { milliseconds, longest, done };
}

void bench(async (database) => {
  const app = await startApp(database);
  try {
    await loadDistrict(app);
    const actor = await centreWorker(app);
    const content = await ledgerWorkbook(madeLedger(HOUSEHOLDS, ROWS));
    let row: LedgerImport | undefined;
    const uploaded = await time(async () => {
      row = await app.as(actor, () => app.get(UploadLedger).execute({ fileName: 'l.xlsx', content }, randomUUID()));
    });
    const { id } = row!;
    const query = <T>(sql: string, values: unknown[] = []) =>
      app.as(systemActor(DISTRICT, 'bench'), () => app.get(Transactions).manager.query<T[]>(sql, values));
    const figures = (milliseconds: number, count: number) => ({
      ...{ rows: ROWS, seconds: round(milliseconds / SECOND), perSecond: round((count * SECOND) / milliseconds, 0) },
    });
    print({ bench: 'ledgers', row: 'upload', bytes: content.length, ...figures(uploaded, ROWS) });
    const check = await app.worker(CheckLedger);
    const dry = await part(app, actor, id, (task) => check.execute(task));
    print({ bench: 'ledgers', row: 'dry-run', ...figures(dry.milliseconds, ROWS) });
    const write = await app.worker(WriteLedger);
    const half = await part(app, actor, id, (task) => write.execute(task), HOUSEHOLDS / 2);
    const [torn] = await query<{ count: number }>(
      `select count(*)::int as count from households h where not exists (select 1 from cases c where c.household_id = h.id)
         or not exists (select 1 from ledger_households l where l.household_id = h.id
           and l.member_count = (select count(*) from household_members m where m.household_id = h.id))`,
    );
    print({ bench: 'ledgers', row: 'stopped half way', households: half.done, torn: torn!.count }, torn!.count === 0);
    const rest = await part(app, actor, id, (task) => write.execute(task));
    const [stands] = await query<{ count: number }>('select count(*)::int as count from households');
    const longest = round(Math.max(half.longest, rest.longest), 0);
    print(
      {
        ...{ bench: 'ledgers', row: 'written', households: stands!.count, target: `<= ${SECOND} ms between commits` },
        ...{ ...figures(half.milliseconds + rest.milliseconds, HOUSEHOLDS), longest },
      },
      longest <= SECOND && stands!.count === HOUSEHOLDS,
    );
  } finally {
    await app.close();
  }
});
