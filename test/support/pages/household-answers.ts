import type { Response } from 'playwright-core';
import type { DemonstrationSite } from './demonstration-site';
import { enterAsHousehold, makeDoor } from './household-visit';
import type { Look, PageReader } from './page-reader';

const FIRST_CARD = 'main .yl-menu__card a.govuk-button';

/** The door itself: the PIN is asked for, refused five times, then the link is locked. */
export async function walkDoor(site: DemonstrationSite, householdId: string, look: Look): Promise<void> {
  const { path, pin } = await makeDoor(site, householdId, look.visit);
  const reader = await site.stranger(look.visit);
  const wrong = pin === '000 000' ? '000001' : '000000';
  await look.at(reader, 200, await reader.open(path));
  await look.at(reader, 422, await reader.press('main form button'));
  for (let left = 4; left >= 0; left -= 1) {
    await reader.page.locator('input[name="pin"]').fill(wrong);
    const answer = await reader.press('main form button');
    if (left === 4) await look.at(reader, 401, answer);
    if (left === 0) await look.at(reader, 423, answer);
  }
  await look.at(reader, 410, await reader.open(`/h/${'A'.repeat(43)}`));
  await look.at(reader, 200, await reader.open('/h'));
  await reader.close();
}

/** A household answers everything that waits for it, one act a screen; what it has answered is not asked again. */
export async function answerEverything(site: DemonstrationSite, householdId: string, look: Look): Promise<void> {
  const reader = await enterAsHousehold(site, householdId, look.visit);
  for (let cards = 0; cards < 12; cards += 1) {
    await inBoth(look, reader, 200, await reader.open('/h/home'));
    if ((await reader.page.locator(FIRST_CARD).count()) === 0) break;
    await reader.press(FIRST_CARD);
    await answerOne(reader, look);
  }
  if ((await reader.page.locator(FIRST_CARD).count()) > 0) throw new Error('The household never comes to an end');
  await reader.open('/h/call');
  await inBoth(look, reader, 200, await reader.press('main form button'));
  await inBoth(look, reader, 200, await reader.press('form[action="/h/sign-out"] button'));
  await inBoth(look, reader, 401, await reader.open('/h/home'));
  await reader.close();
}

/** Consent, the cards of a menu with the whole plan at their end, or the help that came. */
async function answerOne(reader: PageReader, look: Look): Promise<void> {
  const asked = new URL(reader.page.url()).pathname;
  if (asked.startsWith('/h/help/')) {
    await inBoth(look, reader, 200);
    await reader.press('main a.govuk-button');
  }
  while (new URL(reader.page.url()).pathname !== '/h/home') {
    await inBoth(look, reader, 200);
    await reader.press('main form button');
  }
  await inBoth(look, reader, 200);
  await inBoth(look, reader, 409, await reader.open(asked));
}

/** One look in the visit's language, one in the other: whatever is left to be answered can be answered once only. */
async function inBoth(look: Look, reader: PageReader, status: number, answer?: Response | null): Promise<void> {
  await look.at(reader, status, answer);
  const other = await reader.speak(reader.visit.locale === 'en' ? 'zh-CN' : 'en');
  await look.at(other, status, await other.page.reload());
  await reader.speak(reader.visit.locale);
}
