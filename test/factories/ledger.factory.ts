import { Workbook } from 'exceljs';
import { identityCheckCharacter } from '../../src/people/households/identity-number';

/** A row of a made-up ledger, by its heading. */
export type MadeRow = Record<string, string | number>;

export const LEDGER_HEADINGS = [
  '序号',
  '户主姓名',
  '户主身份证号',
  '姓名',
  '与户主关系',
  '性别',
  '身份证号',
  '乡镇（街道）',
  '村（社区）',
  '家庭住址',
  '联系电话',
  '救助类型',
  '保障金额（元/月）',
  '残疾类别',
  '残疾等级',
  '圈层',
];

const VILLAGES: ReadonlyArray<readonly [township: string, village: string]> = [
  ['清河镇', '柳溪村'],
  ['清河镇', '石桥村'],
  ['清河镇', '杨湾村'],
  ['清河镇', '枣园村'],
  ['清河镇', '桃坪村'],
  ['清河镇', '古井村'],
  ['清河镇', '银杏社区'],
  ['东风街道', '东门社区'],
];
const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜'];
const GIVEN = [...'春夏秋冬梅兰竹菊松柏荷桂山水云雨雪风安康宁静和平福寿永长明亮文武'];
const BENEFITS = ['农村低保', '城市低保', '低保边缘', '分散特困', '', '支出型困难'];
const OTHERS: ReadonlyArray<readonly [relation: string, born: number, sex: 0 | 1]> = [
  ['妻子', 1948, 0],
  ['长子', 1978, 1],
  ['女儿', 1984, 0],
  ['孙子', 2012, 1],
  ['母亲', 1930, 0],
];

/** Numbers from 0 to 1, the same for the same seed. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A made-up ledger of so many households and people; nobody in it exists (area 990101 is none). */
export function madeLedger(households: number, people: number, seed = 1): MadeRow[] {
  const roll = dice(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)]!;
  const taken = new Set<string>();
  const number = (born: number, sex: 0 | 1): string => {
    for (;;) {
      const day = `${born + Math.floor(roll() * 10)}${two(1 + roll() * 12)}${two(1 + roll() * 28)}`;
      const order = String(Math.floor(roll() * 499) * 2 + sex).padStart(3, '0');
      const body = `990101${day}${order}`;
      if (taken.has(body)) continue;
      taken.add(body);
      return body + identityCheckCharacter(body);
    }
  };
  const name = () => pick(SURNAMES) + pick(GIVEN) + (roll() < 0.7 ? pick(GIVEN) : '');
  const extra = Array.from({ length: households }, () => 0);
  for (let left = people - households; left > 0; left -= 1) extra[Math.floor(roll() * households)]! += 1;
  const rows: MadeRow[] = [];
  for (let at = 0; at < households; at += 1) {
    const [township, village] = pick(VILLAGES);
    const sex = roll() < 0.5 ? 1 : 0;
    const head = { name: name(), number: number(1940 + Math.floor(roll() * 40), sex) };
    const disabled = roll() < 0.2;
    const shared = {
      ...{ 户主姓名: head.name, 户主身份证号: head.number, '乡镇（街道）': township, '村（社区）': village },
      家庭住址: `${1 + Math.floor(roll() * 9)}组${1 + Math.floor(roll() * 90)}号`,
    };
    rows.push({
      ...{ 序号: rows.length + 1, ...shared, 姓名: head.name, 与户主关系: '户主', 性别: sex ? '男' : '女' },
      ...{ 身份证号: head.number, 联系电话: `1380000${String(1000 + (at % 9000))}`, 救助类型: pick(BENEFITS) },
      ...{ '保障金额（元/月）': 300 + Math.floor(roll() * 700), 残疾类别: disabled ? '肢体' : '' },
      ...{ 残疾等级: disabled ? '二级' : '', 圈层: '' },
    });
    for (let more = 0; more < extra[at]!; more += 1) {
      const [relation, born, theirs] = more < OTHERS.length ? OTHERS[more]! : (['其他', 1960, 1] as const);
      rows.push({
        ...{ 序号: rows.length + 1, ...shared, 姓名: name(), 与户主关系: relation, 性别: theirs ? '男' : '女' },
        身份证号: number(born, theirs),
      });
    }
  }
  return rows;
}

const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');

/** The rows as a workbook, with a title above the headings as offices have it. */
export async function ledgerWorkbook(rows: readonly MadeRow[], headings: readonly string[] = LEDGER_HEADINGS) {
  const workbook = new Workbook();
  workbook.addWorksheet('填表说明').addRow(['一行一人']);
  const sheet = workbook.addWorksheet('低收入人口台账');
  sheet.addRow(['云溪区低收入人口台账']);
  sheet.mergeCells(1, 1, 1, 6);
  sheet.addRow([...headings]);
  for (const row of rows) sheet.addRow(headings.map((heading) => row[heading] ?? ''));
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** Several ledgers in one workbook, a sheet each. */
export async function ledgerWorkbooks(...ledgers: ReadonlyArray<readonly MadeRow[]>) {
  const workbook = new Workbook();
  for (const [at, rows] of ledgers.entries()) {
    const sheet = workbook.addWorksheet(`第${at + 1}组`);
    sheet.addRow([...LEDGER_HEADINGS]);
    for (const row of rows) sheet.addRow(LEDGER_HEADINGS.map((heading) => row[heading] ?? ''));
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
