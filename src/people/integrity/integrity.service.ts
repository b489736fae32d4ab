import { Injectable } from '@nestjs/common';
import { type Page, type Selection, Transactions } from '../../platform/database';
import { type Act, Policies } from '../../reference/policies';
import { pathIds, Regions } from '../../reference/regions';
import { Households } from '../households';
import type { IntegrityQuery } from './dto/integrity.dto';
import type { IntegritySummaryView, IntegrityTally } from './dto/integrity.view';
import { expectedSteps } from './expected-steps';
import { type IntegrityScope, IntegrityStore, type StatusRow } from './integrity.store';

const NOTHING: IntegrityTally = {
  ...{ statuses: 0, lacking: 0, open: 0, application: 0, investigation: 0, publicity: 0, decision: 0 },
};

/** Statuses in force whose application, investigation, publicity or decision our records do not have (R86); it changes none. */
@Injectable()
export class Integrity {
  constructor(
    private readonly store: IntegrityStore,
    private readonly households: Households,
    private readonly policies: Policies,
    private readonly regions: Regions,
    private readonly transactions: Transactions,
  ) {}

  /** Those with a hole, by place, then household. */
  async list(query: IntegrityQuery): Promise<Page<StatusRow>> {
    const scope = this.scope(query.regionPath);
    return scope ? this.store.page(scope, query) : { items: [], next: null };
  }

  /** The same for a file that leaves the house: what began within the span of the selection, at most so many. */
  async pick({ regionPath, from, until }: Selection, most: number): Promise<StatusRow[]> {
    const scope = this.scope(regionPath);
    return scope ? (await this.store.page({ ...scope, from, until }, { limit: most })).items : [];
  }

  /** One status with what it lacks now, holes or not. @throws AppError 404 `entitlement-not-found` */
  async get(entitlementId: string): Promise<StatusRow> {
    const scope = this.scope() ?? { districtCode: '', steps: [] };
    return this.store.one(scope, entitlementId);
  }

  /** The same for a person who looks at it: the household's file is opened with it. @throws AppError 404 */
  async open(entitlementId: string): Promise<StatusRow> {
    const row = await this.get(entitlementId);
    await this.households.open(row.householdId);
    return row;
  }

  /** How many statuses lack which step: in all, and by township. */
  async summary(regionPath?: string): Promise<IntegritySummaryView> {
    const scope = this.scope(regionPath);
    if (!scope) return { total: NOTHING, townships: [] };
    const places = await this.store.tallies(scope);
    const paths = await this.regions.paths(places.map((place) => pathIds(place.regionPath).at(-1) ?? 0));
    const townships = new Map<string, IntegritySummaryView['townships'][number]>();
    for (const { regionPath: path, ...tally } of places) {
      const divisions = paths.get(pathIds(path).at(-1) ?? 0) ?? [];
      const township = divisions.find(({ level }) => level === 'township') ?? divisions.at(-1);
      const key = township?.path ?? path;
      const before = townships.get(key) ?? { regionPath: key, name: township?.name ?? '', ...NOTHING };
      townships.set(key, { ...before, ...added(before, tally) });
    }
    const all = [...townships.values()];
    return { total: all.reduce<IntegrityTally>((sum, one) => added(sum, one), NOTHING), townships: all };
  }

  /** Acts whose statuses are looked at, to choose from. */
  acts(): readonly Act[] {
    const scope = this.scope();
    if (!scope) return [];
    const lines = new Set(scope.steps.map(({ line }) => line));
    return this.policies.current(scope.districtCode).rules.acts.filter(({ code }) => lines.has(code));
  }

  /** Null for an actor without a district. */
  private scope(regionPath?: string): IntegrityScope | null {
    const [districtCode] = this.transactions.actor.districtCodes;
    if (districtCode === undefined) return null;
    const { acts, statuses } = this.policies.current(districtCode).rules;
    return { districtCode, regionPath, steps: expectedSteps(acts, statuses) };
  }
}

function added(one: IntegrityTally, other: IntegrityTally): IntegrityTally {
  const names = Object.keys(NOTHING) as Array<keyof IntegrityTally>;
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as IntegrityTally;
}
