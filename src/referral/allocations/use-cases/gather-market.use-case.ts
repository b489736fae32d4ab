import { Injectable } from '@nestjs/common';
import { newId } from '../../../platform/database';
import { AppError } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { pathIds, Regions } from '../../../reference/regions';
import { type CandidateOffering, MatchFacts } from '../../matching';
import type { Allocation } from '../allocation.entity';
import { AllocationFilesStore } from '../allocation-files.store';
import type { AllocationNeed } from '../allocation-need.entity';
import { AllocationNeedsStore } from '../allocation-needs.store';
import { AllocationsStore } from '../allocations.store';
import { MarketBuilder } from '../market-builder';
import { beginOf } from '../period-of';
import { lessUnasked } from '../publication-limits';
import { packStored } from '../stored-market';
import { UnaskedStore } from '../unasked.store';
import { type WaitingNeed, WaitingNeedsStore } from '../waiting-needs.store';

/** Households of one transaction: read and judged within a second (design 8.5). */
const BATCH = 25;

/** What lies ahead: households with their needs, and everything offered for them. */
export interface Gathering {
  row: Allocation;
  households: ReadonlyArray<{ id: string; needs: readonly WaitingNeed[] }>;
  offerings: readonly CandidateOffering[];
  townships: ReadonlySet<number>;
  builder: MarketBuilder;
  versions: Allocation['versions'];
}

/** Of a need that was not judged yet, nothing is said of what it got. */
const UNSHARED = {
  ...{ outcome: null, reason: null, offeringId: null, size: null, costFen: null, score: null, parts: null },
  ...{ weight: null, priceFrom: null, priceTo: null, alternativeId: null, alternativePoints: null },
  ...{ publication: null, leftOut: null, referralId: null },
} as const;

/**
 * Reads the needs that wait and what the rules of matching admit to each, as whoever ordered it sees them. The market is kept
 * whole at the end; a job that dies before begins anew.
 */
@Injectable()
export class GatherMarket {
  constructor(
    private readonly store: AllocationsStore,
    private readonly needs: AllocationNeedsStore,
    private readonly files: AllocationFilesStore,
    private readonly waiting: WaitingNeedsStore,
    private readonly unasked: UnaskedStore,
    private readonly facts: MatchFacts,
    private readonly regions: Regions,
    private readonly clock: Clock,
  ) {}

  /** Takes away what an attempt before has left, and looks at what lies ahead. */
  async begin(id: string): Promise<Gathering> {
    const row = await this.store.get(id);
    await this.needs.clear(id);
    const waiting = await this.waiting.of(row);
    const byHousehold = new Map<string, WaitingNeed[]>();
    for (const need of waiting) byHousehold.set(need.householdId, [...(byHousehold.get(need.householdId) ?? []), need]);
    const codes = [...new Set(waiting.map(({ code }) => code))];
    const offered =
      codes.length === 0 ? [] : await this.facts.offered(row.districtCode, codes, beginOf(row, this.clock));
    const unasked = await this.unasked.of(offered.map(({ id: offering }) => offering));
    const district = await this.regions.byCode(row.districtCode);
    const below = await this.regions.descendants(district.id);
    return {
      row,
      households: [...byHousehold].map(([household, needs]) => ({ id: household, needs })),
      offerings: offered.map((one) => lessUnasked(one, unasked.get(one.id))),
      townships: new Set(below.filter(({ level }) => level === 'township').map((region) => region.id)),
      builder: new MarketBuilder(),
      versions: null,
    };
  }

  /** The next households, from a place on. @returns how many there were */
  async execute(gathering: Gathering, from: number): Promise<number> {
    const batch = gathering.households.slice(from, from + BATCH);
    const rows: AllocationNeed[] = [];
    for (const { id: householdId, needs } of batch) {
      const needIds = needs.map(({ id }) => id);
      const snapshot = await this.snapshot(householdId, needIds, gathering.offerings);
      if (!snapshot) continue;
      gathering.versions ??= snapshot.versions;
      const townshipId = pathIds(needs[0]!.regionPath).find((id) => gathering.townships.has(id)) ?? null;
      const queued = new Map(needs.map(({ id, queuedFor }) => [id, queuedFor]));
      const found = gathering.builder.add(snapshot, townshipId, queued);
      rows.push(...found.map((one) => ({ ...one, ...UNSHARED, id: newId(), allocationId: gathering.row.id })));
    }
    await this.needs.insert(rows);
    return batch.length;
  }

  /**
   * Done by the machine, which sees the whole district.
   * @returns false when there is nothing to share out
   */
  async finish(gathering: Gathering): Promise<boolean> {
    const { row, builder, versions } = gathering;
    if (builder.size.needs === 0) return false;
    await this.files.keep(row.id, 'market', packStored({ ...builder.done(row), unseen: await this.unseen(gathering) }));
    const current = await this.store.hold(row.id);
    await this.store.update(current, { gatheredAt: this.clock.now(), versions });
    return true;
  }

  /** Needs that wait out of reach of whoever ordered it: their number is told, so that nobody takes the part for the whole. */
  private async unseen({ row, households }: Gathering): Promise<number> {
    const seen = new Set(households.flatMap(({ needs }) => needs.map(({ id }) => id)));
    return (await this.waiting.of(row)).filter(({ id }) => !seen.has(id)).length;
  }

  /** Null when the household has said otherwise, or has gone, since the needs were listed. */
  private async snapshot(householdId: string, needIds: readonly string[], offerings: readonly CandidateOffering[]) {
    try {
      return await this.facts.snapshotAmong(householdId, { needIds }, offerings);
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  }
}
