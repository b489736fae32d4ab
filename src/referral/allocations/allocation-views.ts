import { Injectable } from '@nestjs/common';
import { HouseholdLevels } from '../../people/households';
import { inTurn } from '../../platform/database';
import { formatNumber, type Locale, Texts } from '../../platform/i18n';
import { type Offering, Offerings } from '../../supply/offerings';
import { releaseFields } from '../../trust/access';
import { gapPhrase, MOST_POINTS, PhraseTexts } from '../matching';
import type { AllocationNeed } from './allocation-need.entity';
import type { AllocationOffering } from './allocation-offering.entity';
import type { AllocationPin } from './allocation-pin.entity';
import {
  allocationNeedView,
  type AllocationNeedView,
  type AllocationOfferingView,
  allocationPinView,
  type AllocationPinView,
} from './dto/allocation-parts.view';

type Named = ReadonlyMap<string, Offering>;
interface Priced {
  priceFrom: number | null;
  priceTo: number | null;
}

/** As a match prints them; the database keeps them in another order. */
const PRINTED = [...Object.keys(MOST_POINTS), 'exposure'];

const priceOf = ({ priceFrom: from, priceTo: to }: Priced) => (from === null || to === null ? null : { from, to });

/** Parts of an allocation for a reader: names put in, reasons in words, fields released as the files have it (C3). */
@Injectable()
export class AllocationViews {
  constructor(
    private readonly offerings: Offerings,
    private readonly levels: HouseholdLevels,
    private readonly texts: Texts,
    private readonly phrases: PhraseTexts,
  ) {}

  async needs(rows: readonly AllocationNeed[], locale: Locale): Promise<AllocationNeedView[]> {
    await this.levels.ofAll([...new Set(rows.map(({ householdId }) => householdId))]);
    const names = await this.named(rows.flatMap(({ offeringId, alternativeId }) => [offeringId, alternativeId]));
    return inTurn(rows, async (row) =>
      releaseFields(allocationNeedView, this.need(row, names, locale), await this.levels.of(row.householdId)),
    );
  }

  async offeringRows(rows: readonly AllocationOffering[]): Promise<AllocationOfferingView[]> {
    const names = await this.named(rows.map(({ offeringId }) => offeringId));
    return rows.flatMap((row) => {
      const offering = this.offering(row.offeringId, names);
      const { place, capacity, wanted, taken } = row;
      return offering ? [{ offering, place, capacity, wanted, taken, price: priceOf(row) }] : [];
    });
  }

  async pins(rows: readonly AllocationPin[]): Promise<AllocationPinView[]> {
    await this.levels.ofAll([...new Set(rows.map(({ householdId }) => householdId))]);
    const names = await this.named(rows.map(({ offeringId }) => offeringId));
    return inTurn(rows, async (row) => {
      const { allocationId: _, offeringId, madeAt, removedAt, ...rest } = row;
      const view = {
        ...rest,
        ...{ offering: this.offering(offeringId, names), madeAt: madeAt.toISOString() },
        removedAt: removedAt?.toISOString() ?? null,
      };
      return releaseFields(allocationPinView, view, await this.levels.of(row.householdId));
    });
  }

  private need(row: AllocationNeed, names: Named, locale: Locale): Omit<AllocationNeedView, 'withheld'> {
    const { needId, householdId, place, code, severity, urgency, townshipId, choices, outcome, reason, cause } = row;
    const { costFen, score, weight, publication, leftOut, referralId } = row;
    return {
      ...{ needId, householdId, place, code, severity, urgency, townshipId, choices, outcome, reason, cause },
      because: reason && this.because(row, locale),
      ...{ offering: this.offering(row.offeringId, names), costFen, score, weight },
      parts: this.parts(row, locale),
      ...{ price: priceOf(row), alternative: this.alternative(row, names, locale), publication, leftOut },
      leftOutText: leftOut && this.texts.t(locale, `allocations.left-out.${leftOut}`),
      referralId,
    };
  }

  private because(row: AllocationNeed, locale: Locale): string {
    const cause = row.cause ? this.phrases.say(locale, gapPhrase(row.cause)) : '';
    const params = { score: row.score ?? 0, worth: row.weight ?? 0, price: this.priceText(row, locale), cause };
    return this.texts.t(locale, `allocations.reason.${row.reason}`, params);
  }

  /** In a band, so that it does not tell what another household's need is worth. */
  private priceText(row: Priced, locale: Locale): string {
    const price = priceOf(row);
    if (!price) return this.texts.t(locale, 'allocations.price.untold');
    if (price.to === 0) return this.texts.t(locale, 'allocations.price.free');
    const [from, to] = [price.from, price.to].map((points) => formatNumber(locale, points));
    return this.texts.t(locale, 'allocations.price.band', { from: from!, to: to! });
  }

  private alternative(row: AllocationNeed, names: Named, locale: Locale): AllocationNeedView['alternative'] {
    const offering = this.offering(row.alternativeId, names);
    if (!offering) return null;
    const points = row.alternativePoints;
    const params = { offering: offering.name, points: points ?? 0 };
    return {
      offering,
      points,
      text: points === null ? null : this.texts.t(locale, 'allocations.alternative.some', params),
    };
  }

  private parts({ parts }: AllocationNeed, locale: Locale): AllocationNeedView['parts'] {
    if (!parts) return [];
    return PRINTED.filter((part) => part in parts).map((part) => ({
      ...{ part, points: parts[part]!, name: this.texts.t(locale, `allocations.part.${part}`) },
    }));
  }

  private offering(id: string | null, names: Named): AllocationOfferingView['offering'] | null {
    const found = id === null ? undefined : names.get(id);
    if (!found) return null;
    const { name, providerId } = found;
    return { id: found.id, self: `/api/v1/offerings/${found.id}`, name, providerId };
  }

  private named(ids: ReadonlyArray<string | null>): Promise<Named> {
    return this.offerings.byIds([...new Set(ids.flatMap((id) => id ?? []))]);
  }
}
