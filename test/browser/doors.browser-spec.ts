import type { Visit } from '../support/browser';
import { query } from '../support/cluster';
import { sendEachBadly } from '../support/pages/bad-forms';
import { DemonstrationSite } from '../support/pages/demonstration-site';
import { answerEverything, walkDoor } from '../support/pages/household-answers';
import { enterAsHousehold, walkHousehold } from '../support/pages/household-visit';
import { Look, type PageReader } from '../support/pages/page-reader';
import { walkProviderLink } from '../support/pages/provider-link-walk';
import { SignInWalk } from '../support/pages/sign-in-walk';

const WIDTHS = [1280, 375];
const LOCALES = ['zh-CN', 'en'] as const;
const OPEN_PAGES = [
  ...['/', '/console/sign-in', '/console/register-provider', '/console/register-provider/done'],
  ...['/console/accessibility', '/h', '/h/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '/console/no'],
  ...['/invitations/no', '/password-resets/no'],
];
const HOUSEHOLD_VISITS: Visit[] = [
  { width: 320, locale: 'zh-CN', script: false },
  { width: 320, locale: 'zh-CN' },
  { width: 375, locale: 'en' },
  { width: 1280, locale: 'zh-CN' },
  { width: 320, locale: 'en' },
];

/** Pages before, beside and outside the console, in every state that they have. */
describe('doors in Chromium', () => {
  let site: DemonstrationSite;

  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
  }, 900_000);
  afterAll(() => site?.close());

  it.each(LOCALES)('of colleagues, from the invitation to the recovery codes, have no fault in %s', async (locale) => {
    const look = new Look({ width: 1280, locale }, WIDTHS);
    await (await SignInWalk.begin(site, look)).walk();
    expect(look.faults).toEqual([]);
  });

  it.each(LOCALES)('of named contacts behind their signed link have no fault in %s', async (locale) => {
    const look = new Look({ width: 1280, locale }, [1280, 375, 320]);
    await walkProviderLink(site, look);
    expect(look.faults).toEqual([]);
  });

  it.each(HOUSEHOLD_VISITS)(
    'of a household have no fault: %j',
    async (visit) => {
      const faults: string[] = [];
      const kinds = new Set<string>();
      const sent = new Set<string>();
      for (const id of Object.values(site.scenes.households)) {
        const household = await enterAsHousehold(site, id, visit);
        const look = async (reader: PageReader) => void faults.push(...(await reader.faults()));
        const paths = await walkHousehold(household, look, sent);
        paths.forEach((path) => kinds.add(path.replace(/[0-9a-f-]{36}/, ':id')));
        await household.close();
      }
      expect(faults).toEqual([]);
      const acts = ['/h/home', '/h/call', '/h/consents/:id', '/h/plans/:id', '/h/help/:id', '/h/help/:id/came'];
      expect([...kinds]).toEqual(expect.arrayContaining([...acts, '/h/help/:id/missing', '/h/commitments/:id']));
    },
    600_000,
  );

  it.each(LOCALES)('that need no sign-in have no fault in %s', async (locale) => {
    const faults: string[] = [];
    const reader = await site.stranger({ width: 1280, locale });
    for (const path of OPEN_PAGES) {
      await reader.open(path);
      const look = async () => void faults.push(...(await reader.faults([1280, 320])));
      await look();
      await sendEachBadly(reader, path, look);
    }
    await reader.close();
    expect(faults).toEqual([]);
  });

  it.each(LOCALES)('that refuse or fail show a way on, without a fault, in %s', async (locale) => {
    const faults: string[] = [];
    const reader = await site.reader('reporter', { width: 1280, locale });
    const statuses: Array<number | undefined> = [];
    const look = async (path: string) => {
      statuses.push((await reader.open(path))?.status());
      faults.push(...(await reader.faults(WIDTHS)));
      if ((await reader.page.locator('main a').count()) === 0) faults.push(`${path} has no way on`);
    };
    await look('/console/accounts');
    await look('/console/none');
    await query(site.app.database.ownerUrl, 'alter table regions rename to regions_away');
    await look('/console/leads/new').finally(async () => {
      await query(site.app.database.ownerUrl, 'alter table regions_away rename to regions');
    });
    await reader.close();
    expect(statuses).toEqual([403, 404, 500]);
    expect(faults).toEqual([]);
  });

  it.each(LOCALES)('of households, wrong PINs and lost links included, have no fault in %s', async (locale) => {
    const look = new Look({ width: 320, locale }, [320, 1280]);
    await walkDoor(site, site.scenes.households.help, look);
    expect(look.faults).toEqual([]);
  });

  it('of households, while they answer everything that waits for them, have no fault in either language', async () => {
    const look = new Look({ width: 320, locale: 'zh-CN' }, [320, 1280]);
    for (const id of Object.values(site.scenes.households)) await answerEverything(site, id, look);
    expect(look.faults).toEqual([]);
  }, 600_000);
});
