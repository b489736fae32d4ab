import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { languageName, spokenLanguages, Texts } from '../../platform/i18n';
import { Regions } from '../../reference/regions';
import { pageLocale } from '../shell';

export interface Choice {
  value: string;
  text: string;
}

/** The choices of selects, radios and checkboxes in the reader's language. */
@Injectable()
export class Choices {
  constructor(
    private readonly texts: Texts,
    private readonly regions: Regions,
    private readonly transactions: Transactions,
  ) {}

  /** @param prefix text key up to the last dot, e.g. `households.relation.` */
  of(prefix: string, values: readonly string[]): Choice[] {
    return values.map((value) => ({ value, text: this.text(prefix + value) }));
  }

  /** Languages to tick: the common ones, and those that the file names besides. */
  languages(chosen: readonly string[] = []): Choice[] {
    return [...new Set([...spokenLanguages, ...chosen])].map((value) => ({ value, text: this.language(value) }));
  }

  language(code: string): string {
    return languageName(this.texts, pageLocale(), code);
  }

  text(key: string, params: Record<string, string | number> = {}): string {
    return this.texts.t(pageLocale(), key, params);
  }

  /** Villages in the actor's reach, by code; whoever has no region of their own chooses in the whole district. */
  async villages(): Promise<Choice[]> {
    const { regionPath, districtCodes } = this.transactions.actor;
    const own = regionPath?.split('/').pop();
    const root = own ? Number(own) : districtCodes[0] && (await this.regions.byCode(districtCodes[0])).id;
    if (!root) return [];
    const regions = await this.regions.descendants(root);
    const above = new Map(regions.map((region) => [region.id, region.name]));
    return regions
      .filter((region) => region.level === 'village')
      .map((region) => ({ value: region.code, text: `${above.get(region.parentId ?? 0) ?? ''}${region.name}` }));
  }

  /** Divisions in the actor's reach as filters: path and name. */
  async places(): Promise<Choice[]> {
    const own = this.transactions.actor.regionPath?.split('/').pop();
    if (!own) return [];
    const regions = await this.regions.descendants(Number(own));
    return regions.map((region) => ({ value: region.path, text: region.name }));
  }
}
