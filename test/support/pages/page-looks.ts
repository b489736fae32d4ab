import type { Visit } from '../browser';
import { sendBadly } from './bad-forms';
import type { FoundPage } from './crawl';
import type { DemonstrationSite } from './demonstration-site';
import { byReader } from './survey';

const WIDTHS = [1280, 375];

/** What is wrong with these pages in one language, on a desk and on a telephone. */
export async function faultsOfPages(
  site: DemonstrationSite,
  samples: readonly FoundPage[],
  locale: Visit['locale'],
): Promise<string[]> {
  const faults: string[] = [];
  for (const [username, pages] of byReader(samples)) {
    const reader = await site.reader(username, { width: 1280, locale });
    for (const { path } of pages) {
      await reader.open(path);
      faults.push(...(await reader.faults(WIDTHS)));
    }
    await reader.close();
  }
  console.info(`${samples.length} pages of ${new Set(samples.map(({ kind }) => kind)).size} kinds in ${locale}`);
  return faults;
}

/** Sends each kind of form on these pages badly, once; what is wrong with what comes back. */
export async function faultsOfBadForms(
  site: DemonstrationSite,
  found: readonly FoundPage[],
  locale: Visit['locale'],
): Promise<string[]> {
  const faults: string[] = [];
  const done = new Set<string>();
  for (const [username, pages] of byReader(found)) {
    const reader = await site.reader(username, { width: 1280, locale });
    for (const { path, forms } of pages) {
      for (const [place, form] of forms.entries()) {
        if (!form.fields || done.has(form.kind)) continue;
        done.add(form.kind);
        await reader.open(path);
        const { status, lost } = await sendBadly(reader.page, 'form[method="post"]', place);
        if (![401, 422].includes(status)) faults.push(`${form.kind} (from ${path}) answered ${status}`);
        if (lost.length > 0) faults.push(`${form.kind} (from ${path}) lost ${lost.join(', ')}`);
        faults.push(...(await reader.faults(WIDTHS)));
      }
    }
    await reader.close();
  }
  console.info(`${done.size} forms in ${locale}`);
  return faults;
}
