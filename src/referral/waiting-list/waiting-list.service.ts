import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import { inTurn, Transactions } from '../../platform/database';
import { requestContext } from '../../platform/http';
import { defaultLocale } from '../../platform/i18n';
import { Clock } from '../../platform/time';
import { Taxonomy } from '../../reference/taxonomy';
import { Offerings } from '../../supply/offerings';
import { PhraseTexts } from '../matching';
import type { QueueQuery } from './dto/waiting-list.dto';
import { viewEntry, viewOrder, type WaitingListEntryView, type WaitingListView } from './dto/waiting-list.view';
import { type OrderRules, urgencies } from './queue-order';
import { QueueRules } from './queue-rules';
import { type WaitRange, waitRange } from './wait-range';
import type { WaitingListEntry } from './waiting-list-entry.entity';
import { WaitingListStore } from './waiting-list.store';

/** The rate of places is taken from so many days. */
const RATE_DAYS = 90;
/** Smaller counts of restricted services are not told to who does not serve them (R46, B30–B32). */
const LEAST_SHOWN = 10;

/** One need in one queue, as other pages tell of it. */
export interface WaitingLine {
  id: string;
  needId: string;
  offeringId: string;
  offering: string;
  need: string;
  position: number | null;
  /** How long it will wait; null while a place is held, and where that cannot be told. */
  wait: WaitRange | null;
  held: boolean;
  offeredUntil: Date | null;
}

/** Reads of waiting lists: a household's own places, and the queue of an offering (R97). */
@Injectable()
export class WaitingLists {
  constructor(
    private readonly store: WaitingListStore,
    private readonly rules: QueueRules,
    private readonly households: Households,
    private readonly offerings: Offerings,
    private readonly taxonomy: Taxonomy,
    private readonly phrases: PhraseTexts,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** For a person who looks at it: the household's file is opened with it (C2). @throws AppError 404; 429 `file-limit` */
  async open(id: string): Promise<WaitingListEntryView> {
    const entry = await this.store.get(id);
    await this.households.open(entry.householdId);
    return this.view(entry);
  }

  /** What was just changed. */
  async view(entry: WaitingListEntry): Promise<WaitingListEntryView> {
    const rules = this.rules.order(entry.districtCode);
    return viewEntry(entry, { rules, wait: await this.wait(entry), today: this.clock.today() });
  }

  /** Every place that a household has or had in a queue, newest first. */
  async ofHousehold(householdId: string): Promise<WaitingListEntryView[]> {
    return inTurn(await this.store.ofHousehold(householdId), (entry) => this.view(entry));
  }

  /** Where its needs wait now, in one line each: for the file's first page, and those about needs, matches and plans. */
  async linesOf(householdId: string): Promise<WaitingLine[]> {
    const live = await this.store.liveOfHousehold(householdId);
    const offerings = await this.offerings.byIds(live.map(({ offeringId }) => offeringId));
    const locale = requestContext.getStore()?.locale ?? defaultLocale;
    return inTurn(live, async (entry) => {
      const { id, needId, needCode, offeringId, state, position, offeredUntil } = entry;
      return {
        ...{ id, needId, offeringId, position, offeredUntil, held: state === 'offered' },
        offering: offerings.get(offeringId)?.name ?? '—',
        need: this.phrases.service(locale, needCode),
        wait: await this.wait(entry),
      };
    });
  }

  /** The queue of an offering. @throws AppError 404 */
  async ofOffering(offeringId: string, query: QueueQuery): Promise<WaitingListView> {
    const offering = await this.offerings.get(offeringId);
    const queue = await this.store.queue(offeringId);
    const waiting = queue.filter(({ state }) => state === 'waiting');
    const restricted = [offering.code, ...offering.extraCodes].some((code) => this.taxonomy.restricted(code));
    const own = this.transactions.actor.organisationId === offering.providerId;
    const quiet = restricted && !own && queue.length < LEAST_SHOWN;
    const rules = this.rules.order(offering.districtCode);
    const freed = await this.freed(offeringId);
    const { items, next } = await this.store.page(offeringId, query);
    const of = (urgency: string): number => waiting.filter((one) => one.urgency === urgency).length;
    const [red = 0, amber = 0, green = 0] = urgencies.map(of);
    return {
      offeringId,
      waiting: quiet ? null : waiting.length,
      offered: quiet ? null : queue.length - waiting.length,
      byUrgency: quiet ? null : { red, amber, green },
      freedPlaces: quiet ? null : freed,
      freedInDays: RATE_DAYS,
      order: viewOrder(rules),
      items: items.map((entry) => this.viewWith(entry, rules, freed)),
      next,
    };
  }

  private viewWith(entry: WaitingListEntry, rules: OrderRules, freed: number): WaitingListEntryView {
    const { position, state } = entry;
    const wait =
      position !== null && state === 'waiting' ? waitRange(position, { places: freed, days: RATE_DAYS }) : null;
    return viewEntry(entry, { rules, wait, today: this.clock.today() });
  }

  private async wait({ position, state, offeringId }: WaitingListEntry): Promise<WaitRange | null> {
    if (position === null || state !== 'waiting') return null;
    return waitRange(position, { places: await this.freed(offeringId), days: RATE_DAYS });
  }

  private freed(offeringId: string): Promise<number> {
    const now = this.clock.now();
    return this.store.freed(offeringId, new Date(now.getTime() - RATE_DAYS * 86_400_000), now);
  }
}
