import { Workbook } from 'exceljs';
import type { Response } from 'supertest';
import { csvLine } from '../../../src/exchange/spreadsheets';
import { Transactions } from '../../../src/platform/database';
import type { Provider } from '../../../src/supply/providers';
import { systemActor } from '../../../src/trust/access';
import { makeProvider } from '../../factories/supply.factory';
import type { TestApp } from '../../support/app';
import { ConsoleVisitor } from '../../support/console';
import { DISTRICT, loginAs, openDistrict } from '../../support/district';

const HEAD = ['Row key', 'Name', 'Service code', 'Mode', 'Price (yuan)', 'Who pays', 'Places a month', 'Lowest age'];
const sheet = (...rows: string[][]) => [HEAD, ...rows].map((row) => csvLine(row)).join('');

describe('offerings by spreadsheet', () => {
  let app: TestApp;
  let provider: Provider;
  let visitor: ConsoleVisitor;

  beforeAll(async () => {
    app = await openDistrict();
    provider = await makeProvider(app);
    const dispatcher = await loginAs(app, 'dispatcher', { organisationId: provider.id });
    visitor = await new ConsoleVisitor(app).signIn(dispatcher.username);
  });
  afterAll(() => app.close());

  const stored = () =>
    app.as(systemActor(DISTRICT, 'test'), () =>
      app.get(Transactions).manager.query<Array<Record<string, unknown>>>(
        `select name, code, price_fen::integer as price, capacity_per_period as places, state from offerings
           where provider_id = $1 order by name`,
        [provider.id],
      ),
    );
  const send = async (content: string | Buffer, name = 'offers.csv') => {
    const answer = await visitor.upload('/console/imports/sheet', { name, content });
    return { status: answer.status, run: String(answer.headers['location'] ?? ''), text: answer.text };
  };
  const confirm = async (run: string) => {
    const id = run.split('/').pop() ?? '';
    return visitor.submit(run, `/console/imports/sheet/${id}/confirm`);
  };
  const counts = async (run: string) => {
    const [row] = await app.as(systemActor(DISTRICT, 'test'), () =>
      app
        .get(Transactions)
        .manager.query<Array<Record<string, number>>>(
          'select read, created, updated, unchanged, rejected from import_runs where id = $1',
          [run.split('/').pop()],
        ),
    );
    return row;
  };

  const rows = [
    ['1', 'Warm meals', 'LI-02', 'At home', '12.50', 'Free', '30', '60'],
    ['2', 'A talk a week', 'LI-01', 'home', '', '', '', ''],
    ['3', 'Half a place', 'LI-02', 'At home', '', '', '2.5', ''],
    ['4', 'Unknown code', 'ZZ-09', 'At home', '', '', '', ''],
    ['1', 'The same key', 'LI-02', 'At home', '', '', '', ''],
  ];

  it('checks every row and stores none before it is confirmed', async () => {
    const { status, run } = await send(sheet(...rows));
    expect(status).toBe(303);
    expect(await counts(run)).toEqual({ read: 5, created: 2, updated: 0, unchanged: 0, rejected: 3 });
    expect(await stored()).toEqual([]);
    const page = await visitor.get(`${run}?lang=en`);
    expect(page.text).toContain('Places a month: ');
    expect(page.text).toContain('ZZ-09');
    expect((await confirm(run)).status).toBe(303);
    expect(await stored()).toEqual([
      { name: 'A talk a week', code: 'LI-01', price: 0, places: null, state: 'listed' },
      { name: 'Warm meals', code: 'LI-02', price: 1250, places: 30, state: 'listed' },
    ]);
    await expect(confirm(run)).rejects.toThrow(/No form/);
  });

  it('changes only what has changed when it is sent again', async () => {
    const { run } = await send(sheet(rows[0]!, ['2', 'A talk a week', 'LI-01', 'home', '3', 'household', '', '']));
    await confirm(run);
    expect(await counts(run)).toEqual({ read: 2, created: 0, updated: 1, unchanged: 1, rejected: 0 });
    expect((await stored())[0]).toMatchObject({ name: 'A talk a week', price: 300 });
  });

  it('says in both languages what cannot be a number of places or a price, and keeps the row', async () => {
    const { run } = await send(
      sheet(
        ['n1', 'Minus three places', 'LI-02', 'At home', '', '', '-3', ''],
        ['n2', 'Half a place', 'LI-02', 'At home', '', '', '2.5', ''],
        ['n3', 'A gift', 'LI-02', 'At home', '-1', '', '', ''],
        ['=1+1', '@SUM(A1)', 'ZZ-09', 'At home', '', '', '', ''],
      ),
    );
    expect(await counts(run)).toMatchObject({ read: 4, created: 0, rejected: 4 });
    const english = await visitor.get(`${run}?lang=en`);
    expect(english.text).toContain('Places a month: ');
    expect(english.text).toContain('Price (yuan): ');
    const file = await visitor.get(`${run}/problems.csv`);
    for (const words of ['Minus three places', 'Half a place', 'A gift', '-3', '2.5', '"\'=1+1"'])
      expect(file.text).toContain(words);
    expect(file.text).not.toMatch(/"[=@]/);
    const chinese = await visitor.get(`${run}?lang=zh-CN`);
    expect(chinese.text).toMatch(/每月名额: ?\p{Script=Han}/u);
    expect(chinese.text).not.toContain('Places a month');
  });

  it('reads GBK and refuses what is no sheet, with the reason at the file', async () => {
    // "name, service code, mode" and one row, in GBK bytes.
    const gbk = Buffer.from('c3fbb3c62cb7fecef1b4fac2eb2cb7bdcabd0ab2e8bbe12c534f2d30322c736974650a', 'hex');
    const { run } = await send(gbk);
    expect(await counts(run)).toMatchObject({ read: 1, created: 1 });
    expect((await send('a,b\n1,2\n')).status).toBe(422);
    expect((await send(sheet())).status).toBe(422);
    expect((await send(Buffer.from('PK no workbook'), 'x.xlsx')).status).toBe(422);
    expect((await send(Buffer.alloc(8 * 1024 * 1024 + 1, 'x'))).text).toContain('表格太大');
  });

  it('gives a template that can be filled in and sent back', async () => {
    const answer = await visitor.get('/console/imports/sheet/template.xlsx').buffer(true).parse(binary);
    const workbook = new Workbook();
    await workbook.xlsx.load(answer.body as never);
    expect(workbook.worksheets).toHaveLength(3);
    const fill = workbook.worksheets[1];
    fill!.getCell('A2').value = 'x1';
    fill!.getCell('B2').value = 'Haircuts';
    fill!.getCell('C2').value = workbook.worksheets[2]?.getCell('A2').text ?? '';
    fill!.getCell('F2').value = workbook.worksheets[2]?.getCell('B2').text ?? '';
    const filled = Buffer.from(await workbook.xlsx.writeBuffer());
    // What other programs may read otherwise is not read at all (ASVS 5.0 5.2.3).
    expect((await send(Buffer.concat([Buffer.from('PK'), filled]), 'offers.xlsx')).status).toBe(422);
    const { run } = await send(filled, 'offers.xlsx');
    expect(await counts(run)).toEqual({ read: 1, created: 1, updated: 0, unchanged: 0, rejected: 0 });
  });

  it('lets the centre list for a provider, and nobody without the right', async () => {
    const centre = await new ConsoleVisitor(app).signIn((await loginAs(app, 'centre-worker')).username);
    const without = await centre.upload('/console/imports/sheet', { name: 'o.csv', content: sheet(rows[0]!) });
    expect(without.status).toBe(422);
    const fields = { providerId: provider.id };
    const sent = await centre.upload('/console/imports/sheet', { name: 'o.csv', content: sheet(rows[0]!) }, fields);
    expect(await counts(String(sent.headers['location']))).toMatchObject({ read: 1, unchanged: 1 });
    const window = await new ConsoleVisitor(app).signIn((await loginAs(app, 'window-worker')).username);
    expect((await window.get('/console/imports/sheet')).status).toBe(403);
  });
});

/** Body of an answer as bytes. */
function binary(answer: Response, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  // Superagent hands the parser the message itself; its types show only the finished answer.
  const message = answer as unknown as NodeJS.ReadableStream;
  message.on('data', (chunk: Buffer) => chunks.push(chunk));
  message.on('end', () => done(null, Buffer.concat(chunks)));
}
