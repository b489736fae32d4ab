import { DEMONSTRATION_PASSWORD } from '../../src/exchange/demonstration';
import { PLACE_IN_PICTURE, pngPicture } from '../factories/pictures.factory';
import { triageAnswers } from '../integration/people/assessed-household';
import type { ApiClient } from '../support/app';
import { DemonstrationSite } from '../support/pages/demonstration-site';
import type { PageReader } from '../support/pages/page-reader';

const VISITS = [
  { width: 320, locale: 'zh-CN', script: false },
  { width: 375, locale: 'en' },
] as const;
const WORDS = {
  'zh-CN': { wrong: '这不是JPEG、PNG或WebP照片', removed: '移除' },
  en: { wrong: 'This is no JPEG, PNG or WebP picture', removed: 'Removed' },
};
const CAPTION = '灶台旁的米缸';

/** From the result of a scale to a picture beside it, and its removal; once without script (design 8.11). */
describe('a picture beside an assessment, in Chromium', () => {
  let site: DemonstrationSite;
  let api: ApiClient;
  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
    const login = { username: 'station', password: DEMONSTRATION_PASSWORD };
    api = site.app.api(((await site.app.api().post('sessions', login)).body as { token: string }).token);
  }, 300_000);
  afterAll(() => site?.close());

  const main = (reader: PageReader) => reader.page.locator('main').innerText();
  const look = async (reader: PageReader) => expect(await reader.faults([reader.visit.width, 1280])).toEqual([]);

  it.each(VISITS)(
    'is chosen, refused with what was typed, kept, looked at and removed: %j',
    async (visit) => {
      const words = WORDS[visit.locale];
      const { items } = (await api.get('households?limit=50')).body as { items: Array<{ id: string }> };
      const household = items[visit.locale === 'en' ? 1 : 0]!.id;
      const start = { instrument: 'S16', mode: 'observed' };
      const { id } = (await api.post(`households/${household}/assessments`, start)).body as { id: string };
      await api.patch(`assessments/${id}`, { answers: triageAnswers() }, 1);
      expect((await api.post(`assessments/${id}/complete`)).status).toBe(200);

      const worker = await site.reader('station', visit);
      await worker.open(`/console/assessments/${id}`);
      await worker.press(`main a[href="/console/assessments/${id}/photos"]`);
      await look(worker);
      const file = worker.page.locator('input[type="file"]');
      await file.setInputFiles({ name: 'note.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
      await worker.page.locator('input[name="caption"]').fill(CAPTION);
      await worker.press('main form[enctype="multipart/form-data"] button');
      expect(await main(worker)).toContain(words.wrong);
      expect(await worker.page.locator('input[name="caption"]').inputValue()).toBe(CAPTION);
      await look(worker);
      await file.setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: pngPicture() });
      await worker.press('main form[enctype="multipart/form-data"] button');
      await worker.press('main a[href^="/console/assessment-photos/"]');
      const picture = worker.page.locator('main img');
      expect(await picture.getAttribute('alt')).toBe(CAPTION);
      await worker.page.waitForLoadState('load');
      expect(await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(64);
      await look(worker);
      const saved = await worker.page
        .context()
        .request.get(new URL((await picture.getAttribute('src'))!, worker.page.url()).href);
      expect(saved.headers()['content-disposition']).toContain('attachment');
      expect((await saved.body()).includes(PLACE_IN_PICTURE)).toBe(false);
      await worker.page.locator('textarea[name="reason"]').fill('拍到了邻居的门牌号');
      await worker.press('main form[action$="/remove"] button');
      expect(await main(worker)).toContain(words.removed);
      await look(worker);
      await worker.close();
    },
    180_000,
  );
});
