import { DEMONSTRATION_PASSWORD } from '../../src/exchange/demonstration';
import { triageAnswers } from '../integration/people/assessed-household';
import { childAnswers } from '../integration/people/child-answers';
import type { ApiClient } from '../support/app';
import { DemonstrationSite } from '../support/pages/demonstration-site';
import type { PageReader } from '../support/pages/page-reader';

const VISITS = [
  { width: 320, locale: 'zh-CN' },
  { width: 375, locale: 'en' },
] as const;
const WORDS = {
  'zh-CN': { safe: '先保证孩子安全', whom: '向谁报告了', reported: '已报告', red: '红：马上处置' },
  en: { safe: 'Make sure the child is safe', whom: 'Whom did you tell', reported: 'Reported', red: 'Red: act at once' },
};

/** A child that tells of beating: from the answer to the report and the triage (S09, S16, B30, B31). */
describe('a red flag of S09, in Chromium', () => {
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

  /** A child in a file of the station that was triaged. */
  async function child(place: number): Promise<{ household: string; memberId: string }> {
    const { items } = (await api.get('households?limit=50')).body as { items: Array<{ id: string }> };
    const household = items[place]!.id;
    const member = { name: `许小星${'一二'[place]}`, relation: 'grandchild', birthDate: '2016-05-01' };
    const added = await api.post(`households/${household}/members`, member);
    expect([added.status, added.text]).toEqual([201, expect.anything()]);
    const start = { instrument: 'S16', mode: 'observed' };
    const { id } = (await api.post(`households/${household}/assessments`, start)).body as { id: string };
    await api.patch(`assessments/${id}`, { answers: triageAnswers() }, 1);
    expect((await api.post(`assessments/${id}/complete`)).status).toBe(200);
    return { household, memberId: (added.body as { id: string }).id };
  }

  const tick = async (reader: PageReader, answers: Record<string, number>) => {
    for (const [item, value] of Object.entries(answers))
      await reader.page.locator(`input[name="answers.${item}"][value="${value}"]`).check();
  };

  it.each(VISITS)(
    'says what to do now, is reported, and leads to the triage: %j',
    async (visit) => {
      const words = WORDS[visit.locale];
      const { household, memberId } = await child(visit.locale === 'en' ? 1 : 0);
      const worker = await site.reader('station', visit);
      await worker.open(`/console/households/${household}/assessments`);
      await worker.page.locator('input[name="instrument"][value="S09"]').check();
      await worker.page.locator('select[name="memberId"]').selectOption(memberId);
      await worker.page.locator('input[name="mode"][value="observed"]').last().check();
      await worker.press('main form:has(select[name="memberId"]) button');
      await tick(worker, childAnswers({ hurt: 1 }));
      await worker.press('main button[name="act"][value="complete"]');
      expect(await main(worker)).toContain(words.safe);
      expect(await main(worker)).toContain('110');
      await look(worker);
      await worker.press('main a[href^="/console/mandatory-reports/"]');
      expect(await main(worker)).toContain(words.whom);
      await look(worker);
      const report = new URL(worker.page.url()).pathname;
      await worker.page.locator('textarea[name="words"]').fill('派出所已出警');
      await worker.press(`main form[action="${report}"] button`);
      expect(await worker.page.locator('textarea[name="words"]').inputValue()).toContain('派出所已出警');
      await look(worker);
      await worker.page.locator('input[name="authority"][value="police"]').check();
      await worker.page.locator('input[name="reference"]').fill('110-2026-7');
      await worker.press(`main form[action="${report}"] button`);
      expect(await main(worker)).toContain(words.reported);
      await worker.press('main a[href^="/console/assessments/"]');
      await worker.press('main form[action$="/triage"] button');
      await tick(worker, triageAnswers('violence'));
      await worker.press('main button[name="act"][value="complete"]');
      expect(await main(worker)).toContain(words.red);
      await look(worker);
      for (const page of ['mandatory-reports', 'flag-tasks', 'assessor-trainings']) {
        await worker.open(`/console/${page}`);
        await look(worker);
      }
      await worker.press('nav a[href="/console/flag-tasks"]');
      await worker.press('main table a[href^="/console/flag-tasks/"]');
      await look(worker);
      await worker.close();
    },
    180_000,
  );
});
