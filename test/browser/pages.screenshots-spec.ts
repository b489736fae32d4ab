import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { samplesOf } from '../support/pages/crawl';
import { DemonstrationSite } from '../support/pages/demonstration-site';
import { enterAsHousehold, walkHousehold } from '../support/pages/household-visit';
import type { PageReader } from '../support/pages/page-reader';
import { byReader, survey } from '../support/pages/survey';

const FOLDER = join(__dirname, 'screenshots');
const WIDTHS = [1280, 375];

/** A picture of every kind of page, for people to look at (npm run test:screenshots). */
describe('pictures', () => {
  let site: DemonstrationSite;
  let count = 0;

  beforeAll(async () => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    site = await DemonstrationSite.open(20);
  }, 300_000);
  afterAll(async () => {
    console.info(`${count} pictures in ${FOLDER}`);
    await site?.close();
  });

  const take = async ({ page }: PageReader, name: string) => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: join(FOLDER, `${name}-${width}.png`), fullPage: true });
      count += 1;
    }
  };

  it('of the console are taken', async () => {
    const { pages } = await survey(site, 6);
    let number = 0;
    for (const [username, samples] of byReader(samplesOf(pages))) {
      const reader = await site.reader(username, { width: 1280, locale: 'zh-CN' });
      for (const { path, kind } of samples) {
        number += 1;
        await reader.open(path);
        await take(reader, `${String(number).padStart(3, '0')}-${kind.replace(/[/:]+/g, '-')}-${username}`);
      }
      await reader.close();
    }
    expect(count).toBeGreaterThan(150);
  }, 400_000);

  it('of the household’s pages are taken', async () => {
    for (const [scene, id] of Object.entries(site.scenes.households)) {
      const household = await enterAsHousehold(site, id, { width: 375, locale: 'zh-CN' });
      let number = 0;
      await walkHousehold(household, (reader) => take(reader, `h-${scene}-${(number += 1)}`));
      await household.close();
    }
  }, 200_000);
});
