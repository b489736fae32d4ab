import { randomUUID } from 'node:crypto';
import { Workbook, type Worksheet } from 'exceljs';
import request, { type Response } from 'supertest';
import { identityCheckCharacter } from '../../../src/people/households/identity-number';
import { openPeopleWorld, type PeopleWorld } from '../people/assessed-household';

interface Shown {
  id: string;
  state: string;
  counts: Record<string, number>;
  columns: Array<string | null>;
}

const LEDGER = { kind: 'ledger', mode: 'named', format: 'xlsx', reason: '与全国台账逐户核对', confirmed: true };
const numbered = (body: string) => `${body}${identityCheckCharacter(body)}`;
const HEAD = numbered('99010119560304001');
const PHONE = '13900007788';

/** The ledger goes out in the columns of the pack, masked, and comes in again (R26, R28). */
describe('a ledger that comes back', () => {
  let world: PeopleWorld;
  let bytes: Buffer;
  beforeAll(async () => {
    world = await openPeopleWorld({ alone: true });
    await world.household([
      { name: '王桂芳', relation: 'head', identityKind: 'resident-id', identityNumber: HEAD, phone: PHONE },
      { name: '王小明', relation: 'grandchild', birthDate: '2014-02-03', sex: 'male' },
    ]);
    await world.household([{ name: '李二', relation: 'head', birthDate: '1961-01-01', workCapacity: 'none' }]);
  });
  afterAll(() => world.close());

  const parts = (response: Response, done: (error: Error | null, content: Buffer) => void) => {
    const all: Buffer[] = [];
    response.on('data', (part: Buffer) => all.push(part));
    response.on('end', () => done(null, Buffer.concat(all)));
  };
  const taken = async (content: Buffer): Promise<Shown> => {
    const answer = await request(world.app.app.getHttpServer())
      .post('/api/v1/ledger-imports')
      .set('authorization', `Bearer ${world.logins.centre.token}`)
      .set('idempotency-key', randomUUID())
      .attach('file', content, 'ledger.xlsx');
    expect({ status: answer.status, text: answer.status === 201 ? '' : answer.text }).toEqual({
      status: 201,
      text: '',
    });
    const { id, columns } = answer.body as Shown;
    await world.app.drain();
    const found = await one(id);
    if (found.state === 'checked') return found;
    expect((await world.api.centre.post(`ledger-imports/${id}/columns`, { columns })).status).toBe(200);
    await world.app.drain();
    return one(id);
  };
  const one = async (id: string) => (await world.api.centre.get(`ledger-imports/${id}`)).body as Shown;
  const problems = async (id: string) =>
    (
      (await world.api.centre.get(`ledger-imports/${id}/problems?limit=200`)).body as {
        items: Array<{ code: string; field: string | null; refused: boolean }>;
      }
    ).items;
  const files = async () =>
    JSON.stringify(
      await world.rows(`select (select json_agg(h.* order by h.id) from households h) as households,
        (select json_agg(m.* order by m.id) from household_members m) as people,
        (select count(*) from economy_lines) as money, (select count(*) from entitlements) as lines`),
    );
  /** The workbook with something else in it. */
  const changed = async (change: (sheet: Worksheet, at: (heading: string) => number) => void): Promise<Buffer> => {
    const workbook = new Workbook();
    await workbook.xlsx.load(bytes as never);
    const sheet = workbook.worksheets[1]!;
    const headings = (sheet.getRow(2).values as unknown[]).map(String);
    change(sheet, (heading) => headings.indexOf(heading));
    return Buffer.from(await workbook.xlsx.writeBuffer());
  };

  it('has a row a person, in the columns of the pack, with phones masked and no numbers', async () => {
    const ordered = await world.api.centre.post('exports', LEDGER);
    expect(ordered.status).toBe(201);
    await world.app.drain();
    const { id } = ordered.body as { id: string };
    const answer = await world.api.centre
      .get(`exports/${id}/file`)
      .buffer(true)
      .parse(parts as never);
    expect(answer.status).toBe(200);
    bytes = answer.body as Buffer;
    const workbook = new Workbook();
    await workbook.xlsx.load(bytes as never);
    const sheet = workbook.worksheets[1]!;
    const headings = (sheet.getRow(2).values as unknown[]).map(String);
    expect(headings.slice(1, 6)).toEqual(['户编号', '户主姓名', '姓名', '与户主关系', '性别']);
    const rows = sheet
      .getSheetValues()
      .slice(3)
      .map((row) => (row as unknown[]).map((cell) => String(cell ?? '')));
    expect(rows).toHaveLength(3);
    const text = JSON.stringify(rows);
    expect([text.includes(HEAD), text.includes(PHONE)]).toEqual([false, false]);
    expect(text).toContain(`*******${PHONE.slice(-4)}`);
    expect(text).toContain('户主');
  });

  it('is known file by file, and changes nothing, however often it comes', async () => {
    const before = await files();
    for (let time = 0; time < 2; time += 1) {
      const shown = await taken(bytes);
      expect({ shown, problems: await problems(shown.id) }).toMatchObject({
        shown: { state: 'checked', counts: { households: 2, people: 3, same: 2, sound: 0, differs: 0, refused: 0 } },
        problems: [],
      });
    }
    expect(await files()).toBe(before);
    const [read] = await world.rows<{ count: number }>(
      "select count(*)::int as count from audit_events where action = 'household.ledger-read'",
    );
    expect(read!.count).toBe(4);
  });

  it('says field by field where it differs, and that a hidden number opens no file', async () => {
    const before = await files();
    const other = await changed((sheet, at) => {
      sheet.getRow(3).getCell(at('联系电话')).value = '*******1111';
      sheet.getRow(3).getCell(at('与户主关系')).value = '户主';
      sheet.getRow(5).getCell(at('劳动能力')).value = '部分';
      const strange = ['H-2026-999999', '赵三', '赵三', '户主', '男', '1960-01-01', '清河镇', '柳溪村'];
      const numbers = sheet.columnCount + 1;
      sheet.getRow(2).getCell(numbers).value = '身份证号';
      sheet.addRow(strange).getCell(numbers).value = '990*************1X';
    });
    const shown = await taken(other);
    expect(shown.counts).toMatchObject({ households: 3, differs: 2, refused: 1, sound: 0 });
    const found = (await problems(shown.id)).map(({ code, field }) => `${code} ${field}`);
    expect(found.sort()).toEqual(['ledger-differs phone', 'ledger-differs workCapacity', 'ledger-masked identity']);
    expect(await files()).toBe(before);
  });
});
