import type { DemonstrationSite } from './demonstration-site';
import { sendEachBadly } from './bad-forms';
import type { PageReader } from './page-reader';
import type { Visit } from '../browser';

const FIND_DOOR = /\/h\/[\w-]{20,}/;
const FIND_PIN = /\b\d{3} \d{3}\b/;
/** Ends the visit at a page that is not ours. */
const EXIT = '/h/exit';

/** The worker makes link and PIN, as printed for the household. */
export async function makeDoor(
  site: DemonstrationSite,
  householdId: string,
  { locale }: Pick<Visit, 'locale'>,
): Promise<{ path: string; pin: string }> {
  const worker = await site.reader('centre', { width: 1280, locale });
  await worker.open(`/console/households/${householdId}/link`);
  await worker.page.locator('main form button').first().click();
  await worker.page.locator('main .yl-letter').waitFor();
  const text = await worker.page.locator('main').innerText();
  await worker.close();
  return { path: FIND_DOOR.exec(text)?.[0] ?? '', pin: FIND_PIN.exec(text)?.[0] ?? '' };
}

/** Somebody of the household comes in through the door. */
export async function enterAsHousehold(
  site: DemonstrationSite,
  householdId: string,
  visit: Visit,
): Promise<PageReader> {
  const { path, pin } = await makeDoor(site, householdId, visit);
  const household = await site.stranger(visit);
  await household.open(path);
  await household.page.locator('input[name="pin"]').fill(pin);
  await household.page.locator('main form button').first().click();
  await household.page.waitForURL('**/h/home');
  return household;
}

/**
 * Every page of the household that a link leads to, each handed to `look` while it is open, and once more after each of
 * its forms has been sent badly.
 * @param sent kinds of forms that another household has sent badly already: they are the same for all
 * @returns the paths
 */
export async function walkHousehold(
  reader: PageReader,
  look: (reader: PageReader) => Promise<void>,
  sent = new Set<string>(),
): Promise<string[]> {
  const seen = new Set<string>([EXIT]);
  const waiting = ['/h/home'];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (seen.has(path)) continue;
    seen.add(path);
    await reader.open(path);
    await look(reader);
    waiting.push(...(await reader.attributes('a[href^="/h/"]', 'href')));
    await sendEachBadly(reader, path, () => look(reader), sent);
  }
  seen.delete(EXIT);
  return [...seen];
}
