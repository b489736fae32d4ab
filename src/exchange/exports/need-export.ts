import { Injectable } from '@nestjs/common';
import { NeedCounts } from '../../people/needs';
import { Texts } from '../../platform/i18n';
import { Taxonomy } from '../../reference/taxonomy';
import { ExportKind, type ExportKindName, type StatisticsExport } from './export-kind';
import { Townships } from './townships';

/** What is needed where and when, by code (R73): counts only. */
@Injectable()
export class NeedExport extends ExportKind {
  readonly name: ExportKindName = 'needs-by-code';

  constructor(
    private readonly needs: NeedCounts,
    private readonly taxonomy: Taxonomy,
    private readonly townships: Townships,
    private readonly texts: Texts,
  ) {
    super();
  }

  override readonly statistics: StatisticsExport = {
    roles: ['station-worker', 'centre-worker', 'officer', 'supervisor'],
    keys: ['township', 'month'],
    column: 'service',
    cells: async (selection, locale) => {
      const counts = await this.needs.counts(selection);
      const places = await this.townships.namesOf(counts.map(({ regionPath }) => regionPath));
      return counts.map(({ regionPath, code, month, count }) => ({
        keys: [places.get(regionPath) ?? '', month],
        column: `${code} ${this.taxonomy.name(code, locale)}`,
        count,
      }));
    },
    coarser: (month, locale) => this.texts.t(locale, 'exports.year', { year: month.slice(0, 4) }),
  };
}
