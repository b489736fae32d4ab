import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DemonstrationSite } from '../support/pages/demonstration-site';

const WIDTHS = [320, 1280];

/** A department asked by file at the screen: order, fetched file, answer with faults, put right, taken, taken back (R93). */
describe('files of departments, in Chromium', () => {
  let site: DemonstrationSite;
  const folder = mkdtempSync(join(tmpdir(), 'yuanlian-department-'));
  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
  }, 300_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await site?.close();
  });

  it('go out and come back, with no fault on the way', async () => {
    const officer = await site.reader('officer', { width: 320, locale: 'en' });
    await officer.open('/console/check-departments');
    expect(await officer.faults(WIDTHS)).toEqual([]);
    await officer.press('main form[action$="/education/way"] button');
    expect(await officer.page.locator('main').innerText()).toContain('Education: ask over its line');
    expect(await officer.faults(WIDTHS)).toEqual([]);
    await officer.close();

    const worker = await site.reader('centre', { width: 320, locale: 'zh-CN' });
    const { page } = worker;
    const faults = async () => expect(await worker.faults(WIDTHS)).toEqual([]);
    const main = () => page.locator('body').innerText();
    await worker.open('/console/department-orders');
    await faults();
    await worker.press('main form[action="/console/department-orders"] button');
    expect(await main()).toContain('委托已生成');
    await faults();
    const order = page.url();
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('main a[href$="format=csv"]')]);
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n');
    const top = lines.findIndex((line) => line.startsWith('"委托编号","行号"'));
    const headings = lines[top]!.split(',');
    const at = (heading: string) => headings.indexOf(`"${heading}"`);
    const filled = (said: string) => {
      const rows = lines.slice(top + 1).map((line) => {
        const cells = line.split('","').map((cell) => cell.replace(/^"|"$/g, ''));
        cells[at('查询结果（有/无）')] = said;
        cells[at('数据日期')] = '2026-11-01';
        return `"${cells.join('","')}"`;
      });
      const path = join(folder, `${said}.csv`);
      writeFileSync(path, [...lines.slice(0, top + 1), ...rows].join('\r\n'));
      return path;
    };
    expect(lines.length).toBeGreaterThan(top + 1);
    const upload = async (path: string | null) => {
      await worker.open(order);
      await page.click('main a[href^="/console/department-answers/new"]');
      if (path !== null) await page.setInputFiles('input[type=file]', path);
      await worker.press('main form button');
      await faults();
    };
    await upload(null);
    expect(await page.locator('input[name="order"]').inputValue()).toMatch(/^DO-/);
    await upload(filled('也许'));
    expect(await main()).toContain('查询结果要填“有”或“无”');
    await page.click('main a[href$="/rows"]');
    await faults();
    await upload(filled('无'));
    await worker.press('main form[action$="/confirm"] button');
    expect(await main()).toContain('答复已采用');
    await faults();
    await worker.open(order);
    expect(await main()).toContain('已答复');
    await faults();
    await page.click('main tbody a[href^="/console/verifications/"]');
    expect(await main()).toContain('以文件查询的部门');
    await faults();
    await worker.open(order);
    await page.click('main a[href^="/console/department-answers/"]:not([href*="new"])');
    await worker.press('main form[action$="/undo"] button');
    expect(await main()).toContain('查询继续等待');
    await faults();
    await worker.open('/console/department-answers');
    await faults();
    await worker.close();
  }, 240_000);

  it('are closed where no answer comes any more, and the form keeps what was typed', async () => {
    const worker = await site.reader('centre', { width: 320, locale: 'zh-CN' });
    const { page } = worker;
    const main = () => page.locator('main').innerText();
    await worker.open('/console/department-orders?late=true');
    await page.click('main tbody a[href^="/console/department-orders/"]');
    expect(await worker.faults(WIDTHS)).toEqual([]);
    const [form, reason] = ['main form[action$="/close"]', 'main form[action$="/close"] textarea'];
    await page.fill(reason, '没来');
    await worker.press(`${form} button`);
    expect(await page.locator(reason).inputValue()).toBe('没来');
    expect(await worker.faults(WIDTHS)).toEqual([]);
    await page.fill(reason, '部门来电：系统停用，无法答复');
    await worker.press(`${form} button`);
    for (const words of ['委托已结束', '未答全已结束', '超时未答复', '系统停用']) expect(await main()).toContain(words);
    expect(await page.locator(form).count()).toBe(0);
    expect(await worker.faults(WIDTHS)).toEqual([]);
    await worker.close();
  }, 120_000);
});
