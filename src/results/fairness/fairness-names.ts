import { Injectable } from '@nestjs/common';
import { formatDate, type Locale, type TextParams, Texts } from '../../platform/i18n';
import { Regions } from '../../reference/regions';
import { Taxonomy } from '../../reference/taxonomy';
import type { FairnessView } from './dto/fairness.view';
import { SIZE_LIMITS } from './provider-size';

type Group = FairnessView['coverage']['dimensions'][number]['groups'][number];

/** What tables and groups of fairness are called, on the page and in the file. */
@Injectable()
export class FairnessNames {
  constructor(
    private readonly texts: Texts,
    private readonly taxonomy: Taxonomy,
    private readonly regions: Regions,
  ) {}

  text(locale: Locale, key: string, params?: TextParams): string {
    return this.texts.t(locale, `fairness.${key}`, params);
  }

  period(locale: Locale, { from, until }: Pick<FairnessView, 'from' | 'until'>): string {
    return this.text(locale, 'period', { from: formatDate(locale, from), until: formatDate(locale, until) });
  }

  group(locale: Locale, dimension: string, { key, name }: Group): string {
    if (dimension === 'township') return name ?? key;
    if (dimension === 'circle' && key !== 'none') return this.texts.t(locale, `calculations.circle.${key}`);
    return this.text(locale, `${dimension}.${key}`);
  }

  cause(locale: Locale, cause: string): string {
    return this.texts.t(locale, `gaps.cause.${cause}`);
  }

  /** Groups of floors by their ids, as `township:12`. */
  async floors(locale: Locale, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const parts = ids.map((id) => [id, ...id.split(':')] as [string, string, string]);
    const townships = await this.regions.paths(
      parts.filter(([, group]) => group === 'township').map(([, , key]) => Number(key)),
    );
    const nameOf = (group: string, key: string): string => {
      if (group === 'township') return townships.get(Number(key))?.at(-1)?.name ?? key;
      if (group === 'code') return this.taxonomy.exists(key) ? this.taxonomy.name(key, locale) : key;
      const known = [`allocation-pages.group.${group}.${key}`, `calculations.${group}.${key}`];
      return this.texts.t(locale, known.find((one) => this.texts.has(one)) ?? known[0]!);
    };
    return new Map(parts.map(([id, group, key]) => [id, nameOf(group, key)]));
  }

  /** Words of the tables of an allocation. */
  floorText(locale: Locale, key: string): string {
    return this.texts.t(locale, `allocation-pages.floor.${key}`);
  }

  size(locale: Locale, size: string): string {
    return this.text(locale, `size.${size}`, SIZE_LIMITS);
  }
}
