import { ledgerWorkbook, LEDGER_HEADINGS, madeLedger } from '../../factories/ledger.factory';
import { guessColumns } from '../../../src/exchange/ledgers';
import { ConsoleVisitor } from '../../support/console';
import { openPeopleWorld, type PeopleWorld } from '../people/assessed-household';

interface Status {
  id: string;
  act: string;
  source: string | null;
  determined: boolean;
  holes: string[];
  householdId: string;
}

describe('statuses that only a ledger reported (R86, R3)', () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
  });
  afterAll(() => world.close());

  it('are on the integrity list with the number of the ledger; a circle alone puts nothing in force', async () => {
    const [drawing, named] = madeLedger(2, 2, 77);
    const rows = [
      { ...drawing!, 救助类型: '农村低保', 圈层: '' },
      { ...named!, 救助类型: '', 圈层: '核心圈' },
    ];
    const visitor = await new ConsoleVisitor(world.app).signIn(world.logins.centre.username);
    const sent = await visitor.upload('/console/ledgers/new', { name: 'l.xlsx', content: await ledgerWorkbook(rows) });
    const page = String(sent.headers.location);
    const columns = guessColumns(LEDGER_HEADINGS).map((field, at) => [`columns.${at}`, field ?? '']);
    await world.app.drain();
    await visitor.submit(page, `${page}/columns`, Object.fromEntries(columns));
    await world.app.drain();
    const id = page.split('/').pop();
    const ledger = (await world.api.centre.get(`ledger-imports/${id}`)).body as { number: string; counts: object };
    expect(ledger.counts).toMatchObject({ sound: 2, refused: 0 });
    expect((await world.api.centre.post(`ledger-imports/${id}/confirm`)).status).toBe(200);
    await world.app.drain();
    const told = `select 1 from ledger_households l where l.reported_circle = 'C1'
      and not exists (select 1 from entitlements e where e.household_id = l.household_id and e.state = 'granted')`;
    expect(await world.rows(told)).toHaveLength(1);

    const { items } = (await world.api.officer.get('integrity-list?limit=200')).body as { items: Status[] };
    expect(items).toMatchObject([
      {
        ...{ act: 'dibao', source: ledger.number, determined: false },
        holes: ['application', 'investigation', 'publicity', 'decision'],
      },
    ]);
    const [status] = items;
    const officer = await new ConsoleVisitor(world.app).signIn(world.logins.officer.username);
    for (const address of ['/console/integrity-list', `/console/integrity-list/${status!.id}`])
      expect((await officer.get(address)).text).toContain(`仅为上报，未经认定 · ${ledger.number}`);
    const summary = (await world.api.officer.get('integrity-list/summary')).body as { total: object };
    expect(summary.total).toMatchObject({ statuses: 1, lacking: 1, open: 1 });
  });
});
