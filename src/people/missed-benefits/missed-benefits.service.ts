import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { type Entitlement, Policies, type PolicyPack, standardOn } from '../../reference/policies';
import { roundAmount } from '../../reference/formulas';
import { Regions } from '../../reference/regions';
import { releaseFields } from '../../trust/access';
import { HouseholdLevels, Households } from '../households';
import type { MissedBenefitQuery } from './dto/missed-benefit.dto';
import { missedBenefitView, type MissedBenefitView, type MissedSummaryView } from './dto/missed-benefit.view';
import { type MissedScope, MissedBenefitsStore, type WeighedLine } from './missed-benefits.store';

const EMPTY = { lines: 0, households: 0, screenedIn: 0, monthFen: 0, valueUnknown: 0 };

/** Benefits that may fit somebody and that nobody has filed (R31): what to file next, where, and what it is worth. */
@Injectable()
export class MissedBenefits {
  constructor(
    private readonly store: MissedBenefitsStore,
    private readonly households: Households,
    private readonly levels: HouseholdLevels,
    private readonly policies: Policies,
    private readonly regions: Regions,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** By place, then household; names as far as the reader sees them (C3). */
  async list(query: MissedBenefitQuery): Promise<Page<MissedBenefitView>> {
    const scope = this.scope(query.regionPath);
    if (!scope) return { items: [], next: null };
    const { items, next } = await this.store.page(scope, query);
    const files = [...new Set(items.map(({ householdId }) => householdId))];
    const [households, members] = [await this.households.labelsOf(files), await this.households.memberNamesOf(files)];
    const levels = await this.levels.ofAll(files);
    const places = await this.places(items.map(({ regionPath }) => regionPath));
    const views = items.map(({ regionPath, ...row }) => {
      const { zh, en, department, citation } = lineOf(scope, row.line);
      const { number, displayName } = households.get(row.householdId)!;
      const view = {
        ...row,
        entitlement: `/api/v1/entitlements/${row.id}`,
        ...{ householdNumber: number, householdName: displayName, regionName: places.get(regionPath) ?? '' },
        memberName: (row.memberId && members.get(row.memberId)) ?? null,
        ...{ name: { zh, en }, department, citation },
      };
      return releaseFields(missedBenefitView, view, levels.get(row.householdId)!);
    });
    return { items: views, next };
  }

  /** How much is missed: in all, by line in the order of the catalogue, by village. */
  async summary(regionPath: string | undefined): Promise<MissedSummaryView> {
    const scope = this.scope(regionPath);
    if (!scope) return { total: EMPTY, byLine: [], byPlace: [] };
    const { total, byLine, byPlace } = await this.store.tallies(scope);
    const places = await this.places(byPlace.map((row) => row.regionPath));
    const order = scope.catalogue.map(({ code }) => code);
    return {
      total,
      byLine: byLine
        .sort((a, b) => order.indexOf(a.line) - order.indexOf(b.line))
        .map((row) => ({ ...row, name: { zh: lineOf(scope, row.line).zh, en: lineOf(scope, row.line).en } })),
      byPlace: byPlace.map((row) => ({ ...row, regionName: places.get(row.regionPath) ?? '' })),
    };
  }

  /** Lines of the catalogue, to choose from. */
  catalogue(): readonly Entitlement[] {
    return this.scope(undefined)?.catalogue ?? [];
  }

  /** Null for an actor without a district. */
  private scope(regionPath: string | undefined): MissedScope | null {
    const [districtCode] = this.transactions.actor.districtCodes;
    if (districtCode === undefined) return null;
    const [pack, day] = [this.policies.current(districtCode), this.clock.today()];
    const catalogue = pack.rules.entitlements.map((line) => ({ ...line, monthFen: worthOf(line, pack, day) }));
    return { districtCode, regionPath, catalogue, day };
  }

  /** Names of villages by path. */
  private async places(paths: readonly string[]): Promise<Map<string, string>> {
    const idOf = (path: string) => Number(path.split('/').at(-2));
    const names = await this.regions.placeNames([...new Set(paths.map(idOf))]);
    return new Map(paths.map((path) => [path, names.get(idOf(path)) ?? '']));
  }
}

/** The standard that a line pays, where its code is not that of the standard. */
const STANDARD_OF: Readonly<Record<string, string>> = { tekun: 'tekun-basic' };

/** Dibao pays the gap (B13): only a calculation knows it. */
function worthOf({ code }: Entitlement, { rules }: PolicyPack, day: string): number | null {
  const standard = code === 'dibao' ? null : standardOn(rules.standards, STANDARD_OF[code] ?? code, day);
  return standard && roundAmount(standard, 1, 'half-up');
}

const lineOf = ({ catalogue }: MissedScope, line: string): WeighedLine => catalogue.find(({ code }) => code === line)!;
