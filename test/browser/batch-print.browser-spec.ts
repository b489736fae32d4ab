import { DemonstrationSite } from '../support/pages/demonstration-site';
import type { PageReader } from '../support/pages/page-reader';

const VISITS = [
  { width: 320, locale: 'zh-CN' },
  { width: 1280, locale: 'en' },
] as const;
const FILES = 3;

/** Sheets of a PDF: each is an object of its own. */
const sheetsOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

/** Files ticked in a list and printed, one page a file (R26, R28). */
describe('a paper for several files, in Chromium', () => {
  let site: DemonstrationSite;
  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
  }, 300_000);
  afterAll(() => site?.close());

  const path = (reader: PageReader) => new URL(reader.page.url()).pathname;

  it.each(VISITS)(
    'is chosen, printed and removed without a fault, one page a file: %j',
    async (visit) => {
      const worker = await site.reader('station', visit);
      const faults: string[] = [];
      const look = async () => faults.push(...(await worker.faults([visit.width, 1280])));
      await worker.open('/console/households');
      await look();
      const boxes = worker.page.locator('main tbody input[name="householdIds"]');
      for (let place = 0; place < FILES; place += 1) await boxes.nth(place).check();
      const send = () => worker.press('main form[action="/console/batch-prints/new"] button');
      expect((await send())?.status()).toBe(422);
      expect(await worker.page.locator('main input[name="householdIds"]:checked').count()).toBe(FILES);
      await look();
      await worker.page.locator('main input[name="paper"][value="visit"]').check();
      await send();
      const papers = path(worker);
      expect(papers).toMatch(/\/papers$/);
      expect(await worker.page.locator('section.yl-print__form').count()).toBe(FILES);
      await look();
      expect(sheetsOf(await worker.page.pdf({ format: 'A4' }))).toBe(FILES);
      await worker.page.emulateMedia({ media: 'print' });
      expect(await worker.page.locator('.yl-no-print').first().isVisible()).toBe(false);
      const breaks = await worker.page.evaluate(
        `[...document.querySelectorAll('section.yl-print__form')].map((one) => getComputedStyle(one).breakBefore)`,
      );
      expect(breaks).toEqual(['auto', ...Array<string>(FILES - 1).fill('page')]);
      await worker.page.emulateMedia({ media: 'screen' });
      const order = papers.replace(/\/papers$/, '');
      await worker.open(order);
      await look();
      await worker.press(`main form[action="${order}/remove"] button`);
      expect(path(worker)).toBe('/console/batch-prints');
      await look();
      await worker.open(order);
      await look();
      for (const list of ['/console/rechecks', '/console/classifications', '/console/batch-prints/new']) {
        await worker.open(list);
        await look();
      }
      expect(faults).toEqual([]);
      await worker.close();
    },
    180_000,
  );
});
