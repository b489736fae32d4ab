import { DemonstrationSite } from '../support/pages/demonstration-site';
import { samplesOf } from '../support/pages/crawl';
import { faultsOfBadForms, faultsOfPages } from '../support/pages/page-looks';
import { survey, type Survey } from '../support/pages/survey';

/** The same pages as beside this, in English: apart, so that both halves run at once. */
describe('pages in Chromium, in English', () => {
  let site: DemonstrationSite;
  let found: Survey;

  beforeAll(async () => {
    site = await DemonstrationSite.open(20);
    found = await survey(site, 6);
  }, 900_000);
  afterAll(() => site?.close());

  it('have no fault', async () => {
    expect(await faultsOfPages(site, samplesOf(found.pages), 'en')).toEqual([]);
  }, 900_000);

  it('shown again with errors keep what was typed and have no fault', async () => {
    expect(await faultsOfBadForms(site, found.pages, 'en')).toEqual([]);
  }, 900_000);
});
