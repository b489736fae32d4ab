import { randomUUID } from 'node:crypto';
import { Workbook, type Worksheet } from 'exceljs';
import request, { type Response } from 'supertest';
import { type CheckedWorld, openCheckedWorld } from '../people/checked-household';

export interface Order {
  id: string;
  number: string;
  state: string;
  lineCount: number;
  answeredCount: number;
  leftOut: number;
  overdue: boolean;
  dueAt: string;
  version: number;
}
export interface AnswerFile {
  id: string;
  state: string;
  orderId: string;
  late: boolean;
  formulaCount: number;
  counts: { first: number; again: number; same: number; unanswered: number; problem: number };
  problems: Array<{ code: string; count: number; message: string }>;
}
export interface Call {
  department: string;
  way: string;
  state: string;
  sentAt: string | null;
  deadlineAt: string | null;
  answers: Array<{ item: string; state: string; repeats: number; economy: { amountFen: number | null } | null }>;
}
export interface Sheet {
  finishedAt: string | null;
  calls: Call[];
  mismatches: Array<{ id: string; item: string; state: string; version: number; answeredFen: number }>;
}
/** What the department writes into a row: column by its heading. */
export type Filled = Record<string, string | number | { formula: string; result: string | number }>;

export const RESULT = '查询结果（有/无）';
export const AMOUNT = '金额（元）';
export const PERIOD = '金额期间（月/年/余额）';
export const DAY = '数据日期';

/** The invented district, in which a department is asked by file. */
export interface FileWorld extends CheckedWorld {
  way(department: string, way: 'service' | 'file'): Promise<void>;
  /** A household that has signed. */
  signed(leastFen?: number): Promise<{ id: string; memberId: string; consentId: string; number: string }>;
  ask(householdId: string, input: object): Promise<string>;
  sheet(requestId: string): Promise<Sheet>;
  order(department: string): Promise<Order>;
  file(orderId: string, format?: string): Promise<{ status: number; content: Buffer }>;
  upload(content: Buffer, name?: string, order?: string): Promise<{ status: number; body: AnswerFile & Refusal }>;
  act(file: AnswerFile, name: string): Promise<{ status: number; body: AnswerFile & Refusal }>;
}
interface Refusal {
  code: string;
  errors?: Array<{ field: string; code: string }>;
}

/** As `openCheckedWorld`. */
export async function openFileWorld(): Promise<FileWorld> {
  const world = await openCheckedWorld();
  const { centre, officer } = world.api;
  const bytes = (response: Response, done: (error: Error | null, content: Buffer) => void) => {
    const all: Buffer[] = [];
    response.on('data', (part: Buffer) => all.push(part));
    response.on('end', () => done(null, Buffer.concat(all)));
  };
  return {
    ...world,
    async way(department, way) {
      const { status, body } = await officer.post(`check-departments/${department}/way`, { way });
      if (status !== 409) expect([status, body.way]).toEqual([200, way]);
    },
    async signed(leastFen = 0) {
      const { member } = world.person(leastFen);
      const { id, memberIds } = await world.household([member]);
      const consent = await world.sign(id, memberIds[0]!);
      const { identityNumber: number } = member as { identityNumber: string };
      return { id, memberId: memberIds[0]!, consentId: consent.id, number };
    },
    async ask(householdId, input) {
      const answer = await officer.post(`households/${householdId}/verifications`, {
        purpose: 'application',
        ...input,
      });
      expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
      return (answer.body as { id: string }).id;
    },
    async sheet(requestId) {
      const answer = await officer.get(`verifications/${requestId}`);
      expect(answer.status).toBe(200);
      return answer.body as Sheet;
    },
    async order(department) {
      const answer = await centre.post('department-orders', { department });
      expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
      return (answer.body as { order: Order }).order;
    },
    async file(orderId, format = 'xlsx') {
      const answer = await centre
        .get(`department-orders/${orderId}/file?format=${format}`)
        .buffer(true)
        .parse(bytes as never);
      return { status: answer.status, content: answer.body as Buffer };
    },
    async upload(content, name = 'answer.xlsx', order = '') {
      const { status, body } = await request(world.app.app.getHttpServer())
        .post('/api/v1/department-answer-files')
        .set('authorization', `Bearer ${world.logins.centre.token}`)
        .set('idempotency-key', randomUUID())
        .field('order', order)
        .attach('file', content, name);
      return { status, body: body as AnswerFile & Refusal };
    },
    async act({ id }, name) {
      const { status, body } = await centre.post(`department-answer-files/${id}/${name}`);
      return { status, body: body as AnswerFile & Refusal };
    },
  };
}

/** The table of an order file: the last sheet, its headings in the second row. */
export async function tableOf(content: Buffer): Promise<{ workbook: Workbook; sheet: Worksheet; headings: string[] }> {
  const workbook = new Workbook();
  await workbook.xlsx.load(content as never);
  const sheet = workbook.worksheets.at(-1)!;
  const headings = (sheet.getRow(2).values as unknown[]).slice(1).map(String);
  return { workbook, sheet, headings };
}

/** Rows of an order file as texts by heading. */
export async function rowsOf(content: Buffer): Promise<Array<Record<string, string>>> {
  const { sheet, headings } = await tableOf(content);
  return Array.from({ length: sheet.rowCount - 2 }, (_, at) =>
    Object.fromEntries(headings.map((heading, column) => [heading, sheet.getRow(at + 3).getCell(column + 1).text])),
  );
}

/** The order file as the department sends it back: each row filled in, or left as it is. */
export async function answered(
  content: Buffer,
  fill: (row: Record<string, string>, at: number) => Filled | null,
): Promise<Buffer> {
  const { workbook, sheet, headings } = await tableOf(content);
  for (const [at, row] of (await rowsOf(content)).entries())
    for (const [heading, value] of Object.entries(fill(row, at) ?? {}))
      sheet.getRow(at + 3).getCell(headings.indexOf(heading) + 1).value = value as never;
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** A CSV file with these columns, in this order. */
export function csvOf(headings: readonly string[], rows: ReadonlyArray<Record<string, string>>): string {
  const line = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  return [line(headings), ...rows.map((row) => line(headings.map((heading) => row[heading] ?? '')))].join('\r\n');
}
