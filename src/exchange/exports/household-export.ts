import { Injectable } from '@nestjs/common';
import { HouseholdCounts, householdEntry, HouseholdViews } from '../../people/households';
import { type Locale, Texts } from '../../platform/i18n';
import { ageBand, widerBand } from './age-bands';
import { civilDay } from './civil-day';
import { ExportKind, type ExportKindName, type NamedExport, type StatisticsExport } from './export-kind';
import { Townships } from './townships';

/** Households in reach: who they are as C3 allows it, or how many of which class and age (R55). */
@Injectable()
export class HouseholdExport extends ExportKind {
  readonly name: ExportKindName = 'households';

  constructor(
    private readonly households: HouseholdCounts,
    private readonly views: HouseholdViews,
    private readonly townships: Townships,
    private readonly texts: Texts,
  ) {
    super();
  }

  override readonly named: NamedExport = {
    roles: ['station-worker', 'centre-worker', 'officer'],
    columns: [
      { key: 'number', field: householdEntry.shape.number },
      { key: 'name', field: householdEntry.shape.displayName },
      { key: 'place', field: householdEntry.shape.regionName },
      { key: 'class', field: householdEntry.shape.primaryClass },
      { key: 'members', field: householdEntry.shape.memberCount },
      { key: 'phone', field: householdEntry.shape.phone },
      { key: 'opened', field: householdEntry.shape.createdAt },
    ],
    count: async (selection, most) => (await this.households.pick(selection, most)).length,
    rows: async (selection, locale, most) => {
      const entries = await this.views.entries(await this.households.pick(selection, most));
      return entries.map(({ id, number, displayName, regionName, primaryClass, memberCount, phone, createdAt }) => ({
        householdId: id,
        cells: [
          ...[number, displayName, regionName, this.classOf(primaryClass, locale), memberCount, phone],
          civilDay(createdAt),
        ],
      }));
    },
  };

  override readonly statistics: StatisticsExport = {
    roles: ['station-worker', 'centre-worker', 'officer', 'supervisor'],
    keys: ['township', 'age'],
    column: 'class',
    cells: async (selection, locale) => {
      const counts = await this.households.counts(selection);
      const places = await this.townships.namesOf(counts.map(({ regionPath }) => regionPath));
      const unknown = this.texts.t(locale, 'exports.unknown');
      return counts.map(({ regionPath, primaryClass, age, count }) => ({
        keys: [places.get(regionPath) ?? '', ageBand(age) ?? unknown],
        column: this.classOf(primaryClass, locale),
        count,
      }));
    },
    coarser: (band) => widerBand(band),
  };

  private classOf(primaryClass: number | null, locale: Locale): string {
    return this.texts.t(locale, `classification.short.${primaryClass ?? 'unknown'}`);
  }
}
