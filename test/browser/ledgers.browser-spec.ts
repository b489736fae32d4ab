import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbook } from 'exceljs';
import { LEDGER_HEADINGS, ledgerWorkbook, madeLedger } from '../factories/ledger.factory';
import { DemonstrationSite } from '../support/pages/demonstration-site';

/** The way of a ledger at the screen: upload, columns, dry run, problems back, put right, confirmed, undone. */
describe('a ledger, in Chromium', () => {
  let site: DemonstrationSite;
  const folder = mkdtempSync(join(tmpdir(), 'yuanlian-ledger-'));
  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
  }, 300_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await site?.close();
  });

  it('comes in and goes again, with no fault on the way', async () => {
    const headings = [...LEDGER_HEADINGS, '备注'];
    const made = madeLedger(6, 9, 700);
    const file = async (name: string, rows: typeof made) => {
      const path = join(folder, name);
      writeFileSync(path, await ledgerWorkbook(rows, headings));
      return path;
    };
    const worker = await site.reader('centre', { width: 375, locale: 'zh-CN' });
    const { page } = worker;
    let presses = 0;
    const press = async (selector: string): Promise<void> => {
      presses += 1;
      await worker.press(selector);
      await site.app.drain();
      await page.reload();
    };
    const faults = async () => expect(await worker.faults([375, 1280])).toEqual([]);
    const main = () => page.locator('main').innerText();
    const upload = async (path: string) => {
      await worker.open('/console/ledgers/new');
      await faults();
      await page.setInputFiles('input[type=file]', path);
      await press('main form button');
    };
    await upload(
      await file(
        'faulty.xlsx',
        made.map((row, at) => (at === 2 ? { ...row, 身份证号: '123' } : row)),
      ),
    );
    expect(await main()).toContain('第 17 列：备注');
    await faults();
    await press('main form[action$="/columns"] button');
    expect(await main()).toContain('身份证号格式不对');
    await faults();
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('main a[href$="/problems.xlsx"]')]);
    const back = new Workbook();
    await back.xlsx.readFile(await download.path());
    expect(back.worksheets[0]!.getRow(4).getCell(18).text).toContain('身份证号');
    await page.click('main a[href*="code=identity-number-format"]');
    expect(await main()).toContain(String(made[2]!['姓名']));
    await faults();
    await upload(await file('right.xlsx', made));
    expect(await main()).toContain('确认录入 6 户');
    await press('main form[action$="/confirm"] button');
    expect(await main()).toContain('已录入');
    await faults();
    await page.click('main a[href$="/households"]');
    expect(await main()).toMatch(/H-\d{4}-\d{6}/);
    await faults();
    await page.goBack();
    await press('main form[action$="/undo"] button');
    expect(await main()).toContain('已撤销');
    await faults();
    await worker.open('/console/ledgers');
    await faults();
    console.info(`ledger: ${presses} presses, a faulty file and a second upload among them`);
    expect(presses).toBeLessThanOrEqual(6);
    await worker.close();
  }, 240_000);
});
