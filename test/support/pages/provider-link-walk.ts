import { Transactions } from '../../../src/platform/database';
import { demonstrationDistrictCode } from '../../../src/reference/regions';
import { ProviderLinks } from '../../../src/referral/referrals';
import { systemActor } from '../../../src/trust/access';
import { query } from '../cluster';
import type { DemonstrationSite } from './demonstration-site';
import type { Look } from './page-reader';

/** A link as the mail to a provider's named contact carries it; the referral waits for its answer. */
async function mintLink({ app }: DemonstrationSite): Promise<string> {
  const [asked] = await query<{ referral_id: string; account_id: string }>(
    app.database.ownerUrl,
    `select referrals.id as referral_id, account_roles.account_id from referrals
     join account_roles on account_roles.organisation_id = referrals.provider_id and account_roles.role = 'dispatcher'
     where referrals.state = 'sent' order by referrals.answer_due_at desc limit 1`,
  );
  if (!asked) throw new Error('No referral waits for an answer');
  const links = await app.worker(ProviderLinks);
  const mint = () => links.mint(asked.referral_id, asked.account_id);
  const url = await (await app.worker(Transactions)).runApart(systemActor(demonstrationDistrictCode, 'test'), mint);
  return new URL(url).pathname;
}

/** The question behind a signed link, declined without a reason and then accepted; afterwards the link is dead. */
export async function walkProviderLink(site: DemonstrationSite, look: Look): Promise<void> {
  const path = await mintLink(site);
  const reader = await site.stranger(look.visit);
  const { page } = reader;
  await reader.open(path);
  await look.at(reader, 200);
  await page.locator('main textarea').fill('本周人手不够');
  await look.at(reader, 422, await reader.press('main button[value="decline"]'));
  if ((await page.locator('main textarea').inputValue()) !== '本周人手不够') throw new Error('The message was lost');
  await reader.press('main button[value="accept"]');
  await look.at(reader, 200);
  await look.at(reader, 410, await reader.open(path));
  await reader.close();
}
