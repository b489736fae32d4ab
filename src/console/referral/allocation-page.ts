import { Injectable } from '@nestjs/common';
import {
  type Allocation,
  AllocationFigures,
  AllocationParts,
  allocationOutcomes,
  Allocations,
  workingStates,
} from '../../referral/allocations';
import { Accounts } from '../../trust/accounts';
import type { FormModel } from '../shell';
import { supplyBars, SUPPLY_WIDTH } from './allocation-picture';
import { AllocationWords } from './allocation-words';

const WORKING: readonly string[] = workingStates;

/** One allocation: how far it is, what it came to and how that is proved, and what can be done with it. */
@Injectable()
export class AllocationPage {
  constructor(
    private readonly allocations: Allocations,
    private readonly figures: AllocationFigures,
    private readonly parts: AllocationParts,
    private readonly accounts: Accounts,
    private readonly words: AllocationWords,
  ) {}

  /** @param moving whether a job works on it now */
  async model(row: Allocation, moving: boolean, form: FormModel): Promise<object> {
    const { id, counts, floorResults, state, failure, codes, townshipIds, round, solvedRound } = row;
    const stuck = WORKING.includes(state) && !moving;
    const publishes = state === 'publishing';
    const moves: readonly string[] = this.allocations.allowed(row, stuck);
    const townships = await this.words.townships();
    const told = solvedRound > 0 && counts !== null && !['cancelled', 'failed', 'superseded'].includes(state);
    const figures = told ? await this.figures.of(id) : null;
    return {
      ...{ id, form, moving, percent: row.percent, stands: this.words.known(`state.${stuck ? 'failed' : state}`) },
      lead: this.words.text('show.lead', {
        ...{ number: row.number, from: this.words.date(row.beginsOn), until: this.words.date(row.endsOn) },
        model: this.words.text(`model.${row.model}`),
      }),
      scope: this.words.text('show.scope', {
        townships: townshipIds.length
          ? townshipIds.map((one) => this.words.group(`township:${one}`, townships)).join(this.words.text('comma'))
          : this.words.text('show.all-townships'),
        codes: codes.length
          ? codes.map((code) => this.words.service(code)).join(this.words.text('comma'))
          : this.words.text('show.all-codes'),
      }),
      limits: this.words.text(row.withBudgets ? 'show.with-money' : 'show.without-money'),
      ordered: await this.orderedBy(row),
      step: row.step === null ? this.words.text('show.waits') : this.words.known(`step.${row.step}`),
      failed: failure && this.words.known(`failure.${failure}`),
      stuck: stuck ? this.words.text(publishes ? 'show.stuck-publishing' : 'show.stuck') : null,
      round: round > 1 ? this.words.text('show.round', { round: this.words.number(solvedRound) }) : null,
      certificate: told ? this.words.certificate(row) : null,
      mayTake: told && (await this.parts.mayTakeCertificate(id)),
      stats: told ? this.stats(row) : null,
      causes: told ? this.causes(row) : [],
      floors: told ? floorResults.map((floor) => ({ ...this.floor(floor, townships) })) : [],
      supply: figures ? this.supply(figures.codes) : [],
      supplyWidth: SUPPLY_WIDTH,
      unseen: told && counts.unseen > 0 ? this.words.text('show.unseen', { needs: counts.unseen }) : null,
      changed: figures?.changed ? this.words.text('show.changed', { needs: figures.changed }) : null,
      published: state === 'published' ? await this.publishedBy(row) : null,
      can: {
        // What died while it was published is to be published on, and nothing else.
        cancel: moves.includes('cancel') && !publishes,
        stop: moves.includes('keep'),
        again: moves.includes('solve-again') && !publishes,
        review: moves.includes('review'),
        publish: moves.includes('publish'),
        publishLater: state === 'solved' || (state === 'under-review' && !moves.includes('publish')),
      },
    };
  }

  private stats({ id, counts }: Allocation) {
    const figures = allocationOutcomes.map((outcome) => ({
      ...{ count: counts![outcome], text: this.words.text(`outcome.${outcome}`) },
      href: `/console/allocations/${id}/needs?outcome=${outcome}`,
    }));
    const later = (['drafted', 'leftOut'] as const)
      .filter((key) => counts![key] > 0)
      .map((key) => ({
        ...{ count: counts![key], text: this.words.text(`publication.${key}`) },
        href: `/console/allocations/${id}/needs?publication=${key === 'drafted' ? 'drafted' : 'left-out'}`,
      }));
    return {
      ...{ figures: [...figures, ...later] },
      lead: this.words.text('show.counts', {
        ...{ needs: this.words.number(counts!.needs), households: this.words.number(counts!.households) },
        ...{ offerings: this.words.number(counts!.offerings) },
      }),
    };
  }

  private causes({ counts }: Allocation) {
    return Object.entries(counts!.causes).map(([cause, needs]) => ({ name: this.words.cause(cause), needs }));
  }

  private floor(
    { id, atLeast, sought, served, met, because, price }: Allocation['floorResults'][number],
    townships: Awaited<ReturnType<AllocationWords['townships']>>,
  ) {
    return {
      ...{ name: this.words.group(id, townships), atLeast, served },
      met: this.words.text(met ? 'floor.met' : 'floor.missed'),
      because: because && this.words.text(`floor.${because}`, { sought }),
      price:
        price > 0
          ? this.words.text('floor.price', { points: this.words.number(price) })
          : this.words.text('floor.free'),
    };
  }

  private supply(codes: Awaited<ReturnType<AllocationFigures['of']>>['codes']) {
    const bars = supplyBars(codes);
    return codes.map((row, at) => ({
      ...{ name: this.words.service(row.code), needs: row.needs, assigned: row.assigned, lost: row.lost },
      ...{ unmatchable: row.unmatchable, bars: bars[at]! },
      places: row.openEnded
        ? this.words.text('show.places-open', { places: this.words.number(row.places) })
        : this.words.number(row.places),
    }));
  }

  private async orderedBy({ orderedBy, orderedAt }: Allocation): Promise<string> {
    const names = await this.accounts.names([orderedBy]);
    return this.words.text('show.ordered', { who: names.get(orderedBy) ?? '', day: this.words.date(orderedAt) });
  }

  private async publishedBy({ publishedBy, publishedAt, publishReason }: Allocation): Promise<string | null> {
    if (publishedBy === null || publishedAt === null) return null;
    const names = await this.accounts.names([publishedBy]);
    return this.words.text('show.published', {
      ...{ who: names.get(publishedBy) ?? '', day: this.words.date(publishedAt), reason: publishReason ?? '' },
    });
  }
}
