import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/time';
import { AllocationFilesStore } from '../allocation-files.store';
import { AllocationNeedsStore } from '../allocation-needs.store';
import { AllocationOfferingsStore } from '../allocation-offerings.store';
import { AllocationPinsStore } from '../allocation-pins.store';
import type { Allocation, AllocationCounts } from '../allocation.entity';
import { Allocations } from '../allocations.service';
import { AllocationsStore } from '../allocations.store';
import { WaitingNeedsStore } from '../waiting-needs.store';
import type { RoundInput, RoundResult } from '../solve-stored';
import { type StoredMarket, unpackStored } from '../stored-market';

/** What a round is solved from, and what it came to: kept whole or not at all. */
@Injectable()
export class KeepRound {
  constructor(
    private readonly store: AllocationsStore,
    private readonly allocations: Allocations,
    private readonly needs: AllocationNeedsStore,
    private readonly offerings: AllocationOfferingsStore,
    private readonly files: AllocationFilesStore,
    private readonly pins: AllocationPinsStore,
    private readonly waiting: WaitingNeedsStore,
    private readonly clock: Clock,
  ) {}

  /** The market, what people have settled, who no longer waits, and the result of the round before. */
  async input(id: string): Promise<RoundInput> {
    const { solvedRound, districtCode } = await this.store.get(id);
    const content = (await this.files.read(id, 'market'))!;
    const { offerings, households } = unpackStored(content);
    const offeringAt = new Map(offerings.map((one, place) => [one.id, place]));
    const rows = await this.needs.places(id);
    const waits = await this.waiting.stillWaiting(districtCode, [...rows.keys()]);
    const placeOfNeed = new Map([...rows].filter(([needId]) => waits.has(needId)));
    const here = new Set(placeOfNeed.values());
    const settled = (await this.pins.standing(id)).flatMap(({ kind, needId, offeringId }) => {
      const [need, offering] = [placeOfNeed.get(needId), offeringAt.get(offeringId)];
      return need === undefined || offering === undefined ? [] : [{ kind, need, offering }];
    });
    const held = solvedRound > 0 ? await this.needs.held(id) : null;
    return {
      content,
      settled: {
        pins: settled.filter(({ kind }) => kind === 'pin'),
        forbidden: settled.filter(({ kind }) => kind === 'forbid'),
        gone: [...households.keys()].filter((place) => !here.has(place)),
      },
      incumbent: held && households.map((_, place) => offeringAt.get(held.get(place) ?? '') ?? -1),
    };
  }

  /**
   * @param begun the allocation as it was when this round began; a worker that slept through it comes too late for a later one
   * @returns false when the certificate was refused, or the round is over: nothing of it is kept
   */
  async execute(begun: Allocation, content: Uint8Array, result: RoundResult): Promise<boolean> {
    if (result.flaws > 0) return false;
    const { id } = begun;
    const row = await this.store.hold(id);
    if (row.state !== 'solving' || row.round !== begun.round) return false;
    const stored = unpackStored(content);
    const idAt = (place: number | null) => (place === null ? null : stored.offerings[place]!.id);
    await this.needs.keep(
      id,
      result.needs.map(({ offering, alternative, ...rest }) => ({
        ...{ ...rest, offeringId: idAt(offering), alternativeId: idAt(alternative) },
      })),
    );
    await this.offerings.keep(
      id,
      result.offerings.map(({ offering: place, ...rest }) => {
        const { id: offeringId, provider: providerId, known, capacity } = stored.offerings[place]!;
        return { ...rest, allocationId: id, offeringId, providerId, place, capacity: known ? capacity : null };
      }),
    );
    await this.files.keep(id, 'certificate', Buffer.from(result.certificate));
    const { value, upperBound, keptIncumbent, floors: floorResults, problemDigest } = result;
    // With fewer needs it is worth less, and no choice of anybody is to blame.
    const fewer = result.needs.some(({ outcome }) => outcome === null);
    const worseBy = !fewer && row.value !== null && value < row.value ? row.value - value : null;
    await this.allocations.make(row, 'solve', {
      ...{ value, upperBound, worseBy, keptIncumbent, floorResults, problemDigest, solvedRound: row.round },
      ...{ solvedAt: this.clock.now(), failure: null, step: null, percent: 100 },
      counts: await this.counts(id, stored),
    });
    return true;
  }

  /** From the rows: whoever was erased meanwhile is in the market and is nobody any more. */
  private async counts(id: string, stored: StoredMarket): Promise<AllocationCounts> {
    return {
      ...(await this.needs.counted(id)),
      ...{ offerings: stored.offerings.length, choices: stored.choices.length },
      ...{ causes: await this.needs.causes(id), drafted: 0, leftOut: 0, unseen: stored.unseen ?? 0 },
    };
  }
}
