import { Injectable } from '@nestjs/common';
import { type Page, Transactions } from '../../platform/database';
import { Clock, nextMonth, plusMonths } from '../../platform/time';
import { pathIds, Regions } from '../../reference/regions';
import { AllocationQuery, Allocations } from '../../referral/allocations';
import { Audit } from '../../trust/audit';
import { type Choice, choiceFigures } from './choices';
import { ChoicesStore, MOST_READ } from './choices.store';
import { coverage, coverageBy, dimensions, type NeedCount } from './coverage';
import type { FairnessQuery, OverrideQuery } from './dto/fairness.dto';
import type { FairnessView } from './dto/fairness.view';
import { type FairnessScope, FairnessStore } from './fairness.store';
import { floorFigures } from './floor-figures';
import { offersBySize } from './provider-size';
import { type LossCount, lossesByCause, lossesByTownship } from './unmatched';

const MONTHS_BACK = 12;

/** Days of a period, both included. */
interface Days {
  from: string;
  until: string;
}

/** Whether everybody gets a like share of what there is, and whether the suggestions are fair to providers (I8, I21, I25). */
@Injectable()
export class Fairness {
  constructor(
    private readonly store: FairnessStore,
    private readonly choices: ChoicesStore,
    private readonly allocations: Allocations,
    private readonly regions: Regions,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** All figures of a calendar year; those of fewer than ten are hidden. That somebody looked is recorded (C2). */
  async read(query: FairnessQuery): Promise<FairnessView> {
    const days = this.daysOf(query.year);
    const { severity } = query;
    await this.audit.read({ action: 'fairness.read', subjectType: 'fairness', fields: [days.from, days.until] });
    const scope = this.scope(days);
    const needs = await this.store.needs(scope);
    const gaps = await this.store.gaps(scope);
    const { matches, counts } = await this.choices.offers(scope);
    const chosen = await this.choices.choices(scope);
    const townships = await this.townships([...needs, ...gaps].map(({ regionPath }) => regionPath));
    const counted: NeedCount[] = needs.map(({ regionPath, ...row }) => ({
      ...row,
      township: townships.keyOf(regionPath),
    }));
    const lost: LossCount[] = gaps.map(({ regionPath, ...row }) => ({ ...row, township: townships.keyOf(regionPath) }));
    const named = <T extends { key: string }>(row: T) => ({ ...row, name: townships.nameOf(row.key) });
    return {
      ...{ ...days, severity },
      coverage: {
        all: coverage(counted, severity),
        dimensions: dimensions.map((dimension) => ({
          dimension,
          groups: coverageBy(dimension, counted, severity).map(named),
        })),
      },
      offers: { ...readOf(matches), sizes: offersBySize(counts) },
      choices: { capped: chosen.capped, ...choiceFigures(chosen.rows) },
      unmatched: { ...lossesByCause(lost), townships: lossesByTownship(lost).map(named) },
      floors: await this.floors(),
    };
  }

  /** Choices other than the first candidate, each with its reason: whoever reads them could open their referrals. */
  async overrides(query: OverrideQuery): Promise<Page<Choice>> {
    const days = this.days(query);
    await this.audit.read({
      action: 'fairness.overrides-read',
      subjectType: 'fairness',
      fields: [days.from, days.until],
    });
    return this.choices.overrides(this.scope(days), query);
  }

  /** Whole months, up to today: of choices, whose referrals the reader may open one by one. */
  days({ from, until }: { from?: string | undefined; until?: string | undefined }): Days {
    const today = this.clock.today();
    const last = until ?? today;
    const end = dayBefore(nextMonth(last));
    return { from: firstOfMonth(from ?? plusMonths(last, -MONTHS_BACK)), until: end < today ? end : today };
  }

  /** A calendar year, the one that runs up to today; this one when none is named. */
  private daysOf(named?: number): Days {
    const today = this.clock.today();
    const year = String(named ?? today.slice(0, 4));
    return { from: `${year}-01-01`, until: today.startsWith(year) ? today : `${year}-12-31` };
  }

  /** What each floor of the last published allocation came to, and its price. */
  private async floors(): Promise<FairnessView['floors']> {
    const query = AllocationQuery.parse({ state: 'published', limit: 1 });
    const [last] = (await this.allocations.list(query)).items;
    if (!last) return null;
    const { id: allocationId, number, name, floorResults } = last;
    const items = floorResults.map(({ id, met, price, ...counts }) => ({ id, ...floorFigures(counts), met, price }));
    return { allocationId, number, name, items };
  }

  private scope({ from, until }: Days): FairnessScope {
    const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`);
    const end = new Date(midnight(until).getTime() + 24 * 3600 * 1000);
    const [districtCode = ''] = this.transactions.actor.districtCodes;
    return { districtCode, from: midnight(from), until: end };
  }

  /** Townships of villages: their paths as keys, and their names. */
  private async townships(paths: readonly string[]) {
    const last = (path: string) => pathIds(path).at(-1) ?? 0;
    const found = await this.regions.paths(paths.map(last));
    const names = new Map<string, string>();
    const keys = new Map<string, string>();
    for (const path of new Set(paths)) {
      const divisions = found.get(last(path)) ?? [];
      const township = divisions.find(({ level }) => level === 'township') ?? divisions.at(-1);
      keys.set(path, township?.path ?? path);
      if (township) names.set(township.path, township.name);
    }
    return { keyOf: (path: string) => keys.get(path) ?? path, nameOf: (key: string) => names.get(key) ?? null };
  }
}

const firstOfMonth = (day: string) => `${day.slice(0, 7)}-01`;
const dayBefore = (day: string) => new Date(Date.parse(day) - 24 * 3600 * 1000).toISOString().slice(0, 10);
const readOf = (matches: number) => ({ matches: Math.min(matches, MOST_READ), capped: matches > MOST_READ });
