import { Injectable } from '@nestjs/common';
import {
  type Household,
  HouseholdCounts,
  householdEntry,
  HouseholdLevels,
  HouseholdViews,
  IdentifiedEntries,
} from '../../people/households';
import { Economy } from '../../people/verification';
import { type Locale, Texts } from '../../platform/i18n';
import { reaches } from '../../trust/access';
import { ageBand, widerBand } from './age-bands';
import { civilDay } from './civil-day';
import {
  ExportKind,
  type ExportKindName,
  type IdentifiedExport,
  type NamedExport,
  type NamedRow,
  type RequestedGroup,
  type StatisticsExport,
} from './export-kind';
import { Townships } from './townships';

const FEN = 100;
/** What each group of C3 adds to a list for supervision. */
const COLUMNS: Readonly<Record<RequestedGroup, readonly string[]>> = {
  contact: ['name', 'phone', 'address'],
  identity: ['identity-number'],
  economy: ['income', 'assets'],
};

/** Households in reach: who they are as C3 allows it, or how many of which class and age (R55). */
@Injectable()
export class HouseholdExport extends ExportKind {
  readonly name: ExportKindName = 'households';

  constructor(
    private readonly households: HouseholdCounts,
    private readonly views: HouseholdViews,
    private readonly entries: IdentifiedEntries,
    private readonly levels: HouseholdLevels,
    private readonly economy: Economy,
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

  /** The head of each household; what is open to supervision, and what its request names. */
  override readonly identified: IdentifiedExport = {
    roles: ['supervisor'],
    columns: (groups) => [
      'number',
      'place',
      'class',
      'members',
      'opened',
      ...groups.flatMap((group) => COLUMNS[group]),
    ],
    count: async (selection, most) => (await this.households.pick(selection, most)).length,
    rows: async (selection, locale, most, groups) =>
      this.identifiedRows(await this.households.pick(selection, most), locale, groups),
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

  private async identifiedRows(
    households: readonly Household[],
    locale: Locale,
    groups: readonly RequestedGroup[],
  ): Promise<NamedRow[]> {
    const agreed = new Set(groups);
    const income = reaches(this.levels.byDecision(agreed).economy, 'full');
    const rows: NamedRow[] = [];
    for (const entry of await this.entries.of(households, agreed)) {
      const { id, number, regionName, primaryClass, memberCount, createdAt } = entry;
      const cells: Record<RequestedGroup, NamedRow['cells']> = {
        contact: [entry.name, entry.phone, entry.address],
        identity: [entry.identityNumber],
        economy: income && agreed.has('economy') ? await this.sumsOf(id) : [null, null],
      };
      const open = [number, regionName, this.classOf(primaryClass, locale), memberCount, civilDay(createdAt)];
      rows.push({ householdId: id, cells: [...open, ...groups.flatMap((group) => cells[group])] });
    }
    return rows;
  }

  /** Income of twelve months and assets as declared, in yuan; empty where nothing was asked (R81). */
  private async sumsOf(householdId: string): Promise<NamedRow['cells']> {
    const { declared, incomeFen, assetsFen } = await this.economy.totals(householdId);
    return declared ? [incomeFen / FEN, assetsFen / FEN] : [null, null];
  }

  private classOf(primaryClass: number | null, locale: Locale): string {
    return this.texts.t(locale, `classification.short.${primaryClass ?? 'unknown'}`);
  }
}
