import {
  AMOUNT,
  answered,
  type AnswerFile,
  csvOf,
  DAY,
  type FileWorld,
  openFileWorld,
  type Order,
  PERIOD,
  RESULT,
  rowsOf,
} from './department-file-world';

const NOTHING = { [RESULT]: '无', [DAY]: '2026-11-20' };
const sum = (yuan: string) => ({ [RESULT]: '有', [AMOUNT]: yuan, [PERIOD]: '余额', [DAY]: '2026-11-20' });

describe('departments that are asked by file (R65, R81, R93, B16)', () => {
  let world: FileWorld;
  beforeAll(async () => {
    world = await openFileWorld();
    await world.way('finance', 'file');
  });
  afterAll(async () => {
    await world.way('finance', 'service');
    await world.close();
  });

  /** A household asked about its deposits and securities by file, and the order that asks. */
  const ordered = async (items = ['deposits', 'securities']) => {
    const household = await world.signed();
    const requestId = await world.ask(household.id, { items });
    const order = await world.order('finance');
    return { ...household, requestId, order };
  };
  const bytesOf = async (order: Order) => {
    const { status, content } = await world.file(order.id);
    expect(status).toBe(200);
    return content;
  };
  const taken = async (content: Buffer): Promise<AnswerFile> => {
    const { status, body } = await world.upload(content);
    expect([status, body]).toEqual([201, expect.anything()]);
    return body;
  };
  const confirmed = async (content: Buffer): Promise<AnswerFile> => {
    const file = await taken(content);
    const { status, body } = await world.act(file, 'confirm');
    expect([status, body]).toEqual([200, expect.objectContaining({ state: 'confirmed' })]);
    return body;
  };
  const orderNow = async ({ id }: Pick<Order, 'id'>) =>
    (await world.api.centre.get(`department-orders/${id}`)).body as Order;

  it('is decided by officer or security administrator, department by department, and turns what waits', async () => {
    const list = async () =>
      (await world.api.window.get('check-departments')).body.items as Array<{
        code: string;
        way: string;
        packWay: string;
        workDays: number;
      }>;
    expect((await list()).find(({ code }) => code === 'finance')).toMatchObject({
      ...{ way: 'file', packWay: 'service', workDays: 10 },
    });
    expect((await world.api.station.post('check-departments/finance/way', { way: 'service' })).status).toBe(403);
    const same = await world.api.officer.post('check-departments/finance/way', { way: 'file' });
    expect([same.status, same.body.code]).toEqual([409, 'department-way-same']);
    expect((await world.api.officer.post('check-departments/church/way', { way: 'file' })).status).toBe(404);
    expect((await world.api.officer.post('check-departments/finance/way', { way: 'pigeon' })).status).toBe(422);
    const { id } = await world.signed();
    const requestId = await world.ask(id, { departments: ['education'] });
    await world.way('education', 'file');
    const turned = await world.sheet(requestId);
    expect(turned).toMatchObject({ finishedAt: expect.any(String), calls: [{ way: 'file', state: 'waiting' }] });
    await world.way('education', 'service');
    expect(await world.sheet(requestId)).toMatchObject({ finishedAt: null, calls: [{ way: 'service' }] });
    await world.send();
    expect((await world.sheet(requestId)).calls[0]).toMatchObject({ state: 'answered' });
    const [record] = await world.rows<{ count: number }>(
      "select count(*)::int as count from audit_events where action = 'department-way.decided'",
    );
    expect(record!.count).toBeGreaterThanOrEqual(3);
  });

  it('lets the page finish without it, and says since when and until when it was asked', async () => {
    const { id } = await world.signed();
    const requestId = await world.ask(id, { departments: ['finance', 'taxation'] });
    await world.send();
    const progress = (await world.api.officer.get(`verifications/${requestId}/progress`)).body;
    expect(progress).toMatchObject({ departments: 1, byFile: 1, answered: 1, finishedAt: expect.any(String) });
    const [line] = (await world.api.officer.get(`households/${id}/verifications`)).body.items;
    expect(line).toMatchObject({ departments: 2, answered: 1, byFile: ['finance'], missing: [] });
    const order = await world.order('finance');
    const call = (await world.sheet(requestId)).calls.find(({ department }) => department === 'finance')!;
    expect(call).toMatchObject({ way: 'file', state: 'sent', deadlineAt: order.dueAt });
    expect(Date.parse(order.dueAt) - Date.parse(call.sentAt!)).toBeGreaterThan(13 * 86_400_000);
    await world.send();
    expect((await world.sheet(requestId)).calls.find(({ way }) => way === 'file')!.state).toBe('sent');
  });

  it('goes out as one numbered file, the only place where the numbers stand open, each time on the record', async () => {
    const { id, number, order } = await ordered();
    expect(order).toMatchObject({ state: 'sent', lineCount: 2, answeredCount: 0, leftOut: 0 });
    const rows = await rowsOf(await bytesOf(order));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ 委托编号: order.number, 身份证号: number, 查询事由: '办理申请' });
    expect(rows[0]!['行号']).toMatch(/^0001[A-Z]{2}$/);
    expect(rows[0]!['授权有效期至']).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(new Set(rows.map((row) => row['核对项目']))).toEqual(new Set(['银行存款', '证券、基金']));
    const csv = (await world.file(order.id, 'csv')).content.toString('utf8');
    expect([csv.includes(number), csv.includes(`委托编号：${order.number}`)]).toEqual([true, true]);
    const kept = await world.rows<{ text: string }>(
      `select (select json_agg(o.*)::text from department_orders o) || (select json_agg(l.*)::text from department_order_lines l)
         || (select json_agg(a.*)::text from audit_events a) || coalesce((select json_agg(j.*)::text from job_runs j), '') as text`,
    );
    expect(kept[0]!.text).not.toContain(number);
    const seen = await world.rows<{ fields: string[] }>(
      "select fields from audit_events where action = 'household.department-file' and household_id = $1",
      [id],
    );
    expect(seen).toHaveLength(2);
    expect(seen[0]!.fields).toContain(order.number);
    expect(await orderNow(order)).toMatchObject({ downloads: 2 });
    const before = world.app.clock.now();
    world.app.clock.set(new Date(before.getTime() + 25 * 3_600_000));
    expect((await world.file(order.id)).status).toBe(410);
    world.app.clock.set(before);
  });

  it('leaves out whose authorisation ended before the order, and after it', async () => {
    const [one, other] = [await world.signed(), await world.signed()];
    const requestId = await world.ask(one.id, { items: ['deposits'] });
    await world.ask(other.id, { items: ['deposits'] });
    expect((await world.api.window.post(`consents/${one.consentId}/withdraw`)).status).toBe(200);
    const order = await world.order('finance');
    expect(order).toMatchObject({ lineCount: 1, leftOut: 1 });
    expect((await world.sheet(requestId)).calls[0]).toMatchObject({ state: 'failed', reason: 'not-allowed' });
    expect((await world.api.window.post(`consents/${other.consentId}/withdraw`)).status).toBe(200);
    const csv = (await world.file(order.id, 'csv')).content.toString('utf8');
    expect(csv).not.toContain(other.number);
    expect(csv).toContain('1 行因授权已终止');
    const alone = await world.signed();
    await world.ask(alone.id, { items: ['deposits'] });
    await world.api.window.post(`consents/${alone.consentId}/withdraw`);
    const none = await world.api.centre.post('department-orders', { department: 'finance' });
    expect([none.status, none.body]).toEqual([201, { order: null, leftOut: 1 }]);
    const empty = await world.api.centre.post('department-orders', { department: 'finance' });
    expect([empty.status, empty.body.code]).toEqual([409, 'department-order-none-waiting']);
  });

  it('can be cancelled while nothing is answered: what it asked waits for another', async () => {
    const { order, requestId } = await ordered();
    const content = await bytesOf(order);
    const cancelled = await world.api.centre.post(`department-orders/${order.id}/cancel`);
    expect([cancelled.status, cancelled.body.state]).toEqual([200, 'cancelled']);
    expect((await world.sheet(requestId)).calls[0]).toMatchObject({ state: 'waiting', sentAt: null, deadlineAt: null });
    expect((await world.file(order.id)).status).toBe(410);
    const late = await world.upload(await answered(content, () => NOTHING));
    expect([late.status, late.body.errors![0]!.code]).toEqual([422, 'answer-order-cancelled']);
    const again = await world.order('finance');
    expect(again).toMatchObject({ lineCount: 2, state: 'sent' });
    await confirmed(await answered(await bytesOf(again), () => NOTHING));
    const over = await world.api.centre.post(`department-orders/${again.id}/cancel`);
    expect([over.status, over.body.code]).toEqual([409, 'move-not-allowed']);
  });

  it('is tried first, changes nothing until a person confirms, and makes a task of what does not fit', async () => {
    const household = await world.signed();
    const declare = { kind: 'asset', item: 'deposit', amountFen: 100, period: 'once' };
    await world.api.window.post(`households/${household.id}/economy`, declare);
    const requestId = await world.ask(household.id, { items: ['deposits', 'securities'] });
    const order = await world.order('finance');
    const content = await answered(await bytesOf(order), ({ 核对项目: item }) =>
      item === '银行存款' ? sum('98,000.50') : NOTHING,
    );
    const file = await taken(content);
    expect(file).toMatchObject({ state: 'checked', counts: { first: 2, problem: 0 }, problems: [], late: false });
    expect((await world.sheet(requestId)).calls[0]).toMatchObject({ state: 'sent' });
    expect((await world.act(file, 'confirm')).body.state).toBe('confirmed');
    const { calls, mismatches } = await world.sheet(requestId);
    expect(calls[0]).toMatchObject({ state: 'answered' });
    expect(mismatches).toEqual([expect.objectContaining({ item: 'deposits', state: 'open', answeredFen: 9_800_050 })]);
    expect((await world.api.officer.get(`households/${household.id}/economy`)).body.totals.assetsFen).toBe(100);
    expect(await orderNow(order)).toMatchObject({ state: 'answered', answeredCount: 2 });
    const twice = await world.act(file, 'confirm');
    expect([twice.status, twice.body.code]).toEqual([409, 'move-not-allowed']);
  });

  it('takes part of the answers and waits for the rest; the same file again does nothing', async () => {
    const { order, requestId } = await ordered();
    const content = await bytesOf(order);
    const part = await answered(content, (_, at) => (at === 0 ? NOTHING : null));
    const file = await confirmed(part);
    expect(file.counts).toMatchObject({ first: 1, unanswered: 1 });
    expect(await orderNow(order)).toMatchObject({ state: 'partly-answered', answeredCount: 1 });
    const half = (await world.sheet(requestId)).calls[0]!;
    expect([half.state, half.answers.map(({ state }) => state).sort()]).toEqual(['sent', ['answered', 'waiting']]);
    expect((await world.upload(part)).body).toMatchObject({ id: file.id, state: 'confirmed' });
    const resaved = await taken(await answered(content, (_, at) => (at === 0 ? { ...NOTHING, 数量: '' } : null)));
    expect(resaved.counts).toMatchObject({ first: 0, same: 1, unanswered: 1 });
    const nothing = await world.act(resaved, 'confirm');
    expect([nothing.status, nothing.body.code]).toEqual([409, 'answer-file-nothing']);
    await confirmed(await answered(content, (_, at) => (at === 1 ? sum('5') : null)));
    expect(await orderNow(order)).toMatchObject({ state: 'answered', answeredCount: 2 });
    expect((await world.sheet(requestId)).calls[0]).toMatchObject({ state: 'answered' });
  });

  it('lets the first answer stand and counts another, and marks what comes after its day', async () => {
    const { order, requestId } = await ordered(['deposits']);
    const content = await bytesOf(order);
    const before = world.app.clock.now();
    world.app.clock.set(new Date(Date.parse(order.dueAt) + 1));
    const late = (await world.api.centre.get('department-orders?late=true')).body.items as Order[];
    expect(late.find(({ id }) => id === order.id)).toMatchObject({ overdue: true });
    const file = await confirmed(await answered(content, () => sum('100')));
    expect(file.late).toBe(true);
    world.app.clock.set(before);
    const [call] = (await world.sheet(requestId)).calls;
    expect(call).toMatchObject({ state: 'late', answers: [{ state: 'late', economy: { amountFen: 10_000 } }] });
    const second = await confirmed(await answered(content, () => sum('200')));
    expect(second.counts).toMatchObject({ first: 0, again: 1 });
    const [after] = (await world.sheet(requestId)).calls;
    expect(after!.answers[0]).toMatchObject({ repeats: 1, economy: { amountFen: 10_000 } });
    const first = await world.act(file, 'undo');
    expect([first.status, first.body.code]).toEqual([409, 'answer-file-not-last']);
    expect((await world.act(second, 'undo')).body.state).toBe('undone');
    expect((await world.sheet(requestId)).calls[0]!.answers[0]).toMatchObject({ repeats: 0 });
  });

  it('can be taken back until somebody acts on an answer', async () => {
    const { order, requestId } = await ordered(['deposits']);
    const content = await answered(await bytesOf(order), () => sum('98000'));
    const file = await confirmed(content);
    expect((await world.sheet(requestId)).mismatches).toHaveLength(1);
    expect((await world.act(file, 'undo')).body.state).toBe('undone');
    const { calls, mismatches } = await world.sheet(requestId);
    expect([calls[0]!.state, calls[0]!.answers[0]!.state, mismatches]).toEqual(['sent', 'waiting', []]);
    expect(await orderNow(order)).toMatchObject({ state: 'sent', answeredCount: 0 });
    const anew = await confirmed(content);
    const [mismatch] = (await world.sheet(requestId)).mismatches;
    const settled = await world.api.officer
      .post(`check-mismatches/${mismatch!.id}/explain`, { note: '代亲戚保管' })
      .set('if-match', '"1"');
    expect(settled.status).toBe(200);
    const used = await world.act(anew, 'undo');
    expect([used.status, used.body.code]).toEqual([409, 'check-answers-used']);
    expect(await orderNow(order)).toMatchObject({ state: 'answered' });
  });

  it('knows rows by order and code, in any order of columns, in GBK too, and names each that is wrong', async () => {
    const { order, requestId } = await ordered();
    const other = await ordered(['insurance']);
    const [first, second] = await rowsOf(await bytesOf(order));
    const [strange] = await rowsOf(await bytesOf(other.order));
    const headings = [DAY, RESULT, '行号', '姓名', '身份证号', '核对项目', AMOUNT, PERIOD, '备注', '委托编号'];
    const rows = [
      { ...first!, ...NOTHING },
      { ...first!, ...NOTHING },
      { ...second!, ...NOTHING, 身份证号: strange!['身份证号']! },
      { ...strange!, ...NOTHING },
      { ...second!, ...NOTHING, 行号: '0009ZZ' },
      { ...second!, ...sum('1万') },
      { ...second!, ...NOTHING, 核对项目: '养老金' },
    ];
    const { status, body } = await world.upload(gbkOf(csvOf(headings, rows)), '答复.csv');
    expect(status).toBe(201);
    expect(body.counts).toEqual({ first: 1, again: 0, same: 0, unanswered: 0, problem: 6 });
    expect(body.problems.map(({ code }) => code).sort()).toEqual([
      'answer-amount',
      'answer-item-other',
      'answer-line-twice',
      'answer-line-unknown',
      'answer-other-order',
      'answer-person-other',
    ]);
    expect(body.orderId).toBe(order.id);
    const lines = (await world.api.centre.get(`department-answer-files/${body.id}/lines?outcome=problem`)).body.items;
    expect(lines[0]).toMatchObject({ row: 3, problems: [{ code: 'answer-line-twice' }] });
    const workbook = await world.api.centre.get(`department-answer-files/${body.id}/workbook`);
    expect(workbook.status).toBe(200);
    expect((await world.act(body, 'confirm')).status).toBe(200);
    expect((await world.sheet(requestId)).calls[0]!.answers.filter(({ state }) => state === 'answered')).toHaveLength(
      1,
    );
    const wrong = await world.upload(await answered(await bytesOf(other.order), () => NOTHING), 'a.xlsx', order.number);
    expect([wrong.status, wrong.body.errors![0]!.code]).toEqual([422, 'answer-file-other-order']);
  });

  it('refuses what it cannot read with the reason, and takes the kept value of a formula', async () => {
    const { order } = await ordered(['deposits']);
    const content = await bytesOf(order);
    const code = async (bytes: Buffer, name?: string) => {
      const { status, body } = await world.upload(bytes, name);
      return [status, body.errors?.[0]?.code ?? body.code];
    };
    expect(await code(Buffer.from('not a table at all, no'), 'x.csv')).toEqual([422, 'answer-file-columns']);
    expect(await code(Buffer.from('委托编号,行号\nDO-1,0001AA\n'), 'x.csv')).toEqual([422, 'answer-file-columns']);
    const unknown = csvOf(
      ['委托编号', '行号', RESULT, DAY],
      [{ 委托编号: 'DO-1999-000001', 行号: '0001AA', ...NOTHING }],
    );
    expect(await code(Buffer.from(unknown), 'x.csv')).toEqual([422, 'answer-order-unknown']);
    expect(await code(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'x.xls')).toEqual([
      422,
      'ledger-old-format',
    ]);
    expect(await code(Buffer.alloc(0))).toEqual([422, 'upload-empty']);
    const plain = (await answered(content, () => NOTHING)).toString('latin1');
    const macros = Buffer.from(plain.replaceAll('xl/theme/theme1.xml', 'xl/vbaProject.bin00'), 'latin1');
    expect(await code(macros, 'x.xlsm')).toEqual([422, 'ledger-macros']);
    const formula = await taken(
      await answered(content, () => ({ ...sum('0'), [AMOUNT]: { formula: '50+50', result: 100 } })),
    );
    expect(formula).toMatchObject({ formulaCount: 1, counts: { first: 1 } });
    expect((await world.act(formula, 'discard')).body).toMatchObject({ state: 'discarded' });
    const gone = await world.api.centre.get(`department-answer-files/${formula.id}/workbook`);
    expect([gone.status, gone.body.code]).toEqual([410, 'answer-file-erased']);
    const empty = await taken(content);
    expect(empty.counts).toMatchObject({ unanswered: 1, first: 0 });
    expect((await world.act(empty, 'confirm')).body.code).toBe('answer-file-nothing');
  });

  it('is shut to windows, stations, providers and other districts, and its rows go after thirty days', async () => {
    const { order } = await ordered(['deposits']);
    const file = await confirmed(await answered(await bytesOf(order), () => NOTHING));
    for (const api of [world.api.window, world.api.station, world.api.dispatcher]) {
      expect((await api.get('department-orders')).status).toBe(403);
      expect((await api.get(`department-answer-files/${file.id}`)).status).toBe(403);
    }
    const before = world.app.clock.now();
    world.app.clock.set(new Date(before.getTime() + 32 * 86_400_000));
    await world.app.drain();
    world.app.clock.set(before);
    const [row] = await world.rows<{ content: Buffer | null; state: string }>(
      'select content, state from department_answer_files where id = $1',
      [file.id],
    );
    expect(row).toEqual({ content: null, state: 'confirmed' });
  });
});

/** GBK for the few signs that such a file has: their codes are looked up in the decoder. */
function gbkOf(text: string): Buffer {
  const decoder = new TextDecoder('gbk');
  const codes = new Map<string, [number, number]>();
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1) codes.set(decoder.decode(Buffer.from([high, low])), [high, low]);
  return Buffer.from(
    [...text].flatMap((sign) => (sign.charCodeAt(0) < 0x80 ? [sign.charCodeAt(0)] : codes.get(sign)!)),
  );
}
