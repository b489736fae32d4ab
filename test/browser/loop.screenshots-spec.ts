import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DemonstrationSite } from '../support/pages/demonstration-site';
import { enterAsHousehold } from '../support/pages/household-visit';
import { survey } from '../support/pages/survey';

const FOLDER = join(__dirname, 'pictures');
const SHEET = { width: 1240, height: 760 };

interface Tile {
  caption: string;
  username: string;
  kind: string;
}

const TILES: readonly Tile[] = [
  { caption: '今日待办', username: 'station', kind: '/console' },
  { caption: '匹配与比较', username: 'station', kind: '/console/matches/:id' },
  { caption: '1＋N 帮扶方案', username: 'station', kind: '/console/plans/:id' },
  { caption: '机构收件箱', username: 'provider3', kind: '/console/referrals' },
  { caption: '独立评估', username: 'evaluator', kind: '/console/evaluations/:id' },
];

/** The picture of the loop in the READMEs, made from the running product (npm run test:screenshots). */
describe('the loop in one picture', () => {
  let site: DemonstrationSite;
  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
  }, 300_000);
  afterAll(() => site?.close());

  it('is put together from six pages', async () => {
    const { pages } = await survey(site, 6);
    const shots: Array<{ caption: string; data: string }> = [];
    for (const { caption, username, kind } of TILES) {
      const path = pages.find((page) => page.username === username && page.kind === kind)?.path;
      if (path === undefined) throw new Error(`${username} has no ${kind}`);
      const reader = await site.reader(username, { width: 1000, locale: 'zh-CN' });
      await reader.open(path);
      shots.push({ caption, data: (await reader.page.screenshot()).toString('base64') });
      await reader.close();
    }
    const household = await enterAsHousehold(site, site.scenes.households.help, { width: 375, locale: 'zh-CN' });
    shots.splice(4, 0, { caption: '家庭页面（手机）', data: (await household.page.screenshot()).toString('base64') });
    await household.close();
    mkdirSync(FOLDER, { recursive: true });
    const desk = await site.browser.newPage({ viewport: SHEET });
    await desk.setContent(sheetOf(shots));
    const picture = await desk.screenshot({ path: join(FOLDER, 'loop.png') });
    expect(picture.length).toBeLessThan(400_000);
  }, 300_000);
});

const sheetOf = (shots: ReadonlyArray<{ caption: string; data: string }>) => `<!doctype html><meta charset="utf-8">
<style>
  body { margin: 0; padding: 10px; box-sizing: border-box; font: 600 16px sans-serif; background: #e6f1f1; color: #0b3b40;
    display: grid; grid-template-columns: repeat(3, 1fr); gap: 10px; }
  figure { margin: 0; } figcaption { padding: 2px 0 6px; }
  div { height: 330px; overflow: hidden; background: #fff; border: 1px solid #0b5c63; text-align: center; }
  img { width: 100%; } img.narrow { width: auto; height: 100%; }
</style>${shots
  .map(
    ({ caption, data }, place) =>
      `<figure><figcaption>${place + 1} ${caption}</figcaption><div><img ${place === 4 ? 'class="narrow" ' : ''}src="data:image/png;base64,${data}"></div></figure>`,
  )
  .join('')}`;
