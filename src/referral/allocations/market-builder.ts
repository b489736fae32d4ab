import { type CandidateOffering, gapCauseOf, PROVIDER_COST } from '../matching';
import type { Allocation } from './allocation.entity';
import type { AllocationNeed } from './allocation-need.entity';
import { choicesOf, type HouseholdSnapshot, placesOf, purseOf, pursesOf, type Queued } from './household-choices';
import { groupsOf, promisedBy } from './need-groups';
import type { StoredChoice, StoredMarket } from './stored-market';

/** A need as it goes into an allocation, before anything is shared out. */
export type GatheredNeed = Pick<
  AllocationNeed,
  'place' | 'needId' | 'householdId' | 'code' | 'severity' | 'urgency' | 'townshipId' | 'groups' | 'choices' | 'cause'
>;

interface Choice extends Omit<StoredChoice, 'offering'> {
  offeringId: string;
}

/** Adds household after household to the market of an allocation; everything in the order in which it comes. */
export class MarketBuilder {
  private readonly households: number[] = [];
  private readonly groups: string[][] = [];
  private readonly choices: Choice[] = [];
  private readonly offered = new Map<string, CandidateOffering>();
  private count = 0;

  /** @param townshipId of the household */
  add(snapshot: HouseholdSnapshot, townshipId: number | null, queued?: Queued): GatheredNeed[] {
    const { household } = snapshot;
    const rows = [...choicesOf(snapshot, queued)]
      .sort((one, other) => (one.need.id < other.need.id ? -1 : 1))
      .map(({ need, admitted, excluded }): GatheredNeed => {
        const place = this.households.length;
        this.households.push(this.count);
        const groups = groupsOf(household, need, townshipId);
        this.groups.push(groups);
        for (const { candidate, weight, cost } of admitted) {
          const { offering, score, parts } = candidate;
          this.offered.set(offering.id, offering);
          const points = Object.fromEntries(parts.map((one) => [one.part, one.points]));
          this.choices.push({ need: place, offeringId: offering.id, weight, score, cost, parts: points });
        }
        return {
          ...{ place, needId: need.id, householdId: household.id, code: need.code, severity: need.severity },
          ...{ urgency: need.urgency, townshipId, groups, choices: admitted.length },
          cause: admitted.length === 0 ? gapCauseOf(excluded) : null,
        };
      });
    if (rows.length > 0) this.count += 1;
    return rows;
  }

  get size(): { households: number; needs: number; choices: number } {
    return { households: this.count, needs: this.households.length, choices: this.choices.length };
  }

  /** In the model of the order: that of places knows neither money nor a wish for few providers. */
  done({ model, withBudgets, floors }: Pick<Allocation, 'model' | 'withBudgets' | 'floors'>): StoredMarket {
    const offerings = [...this.offered.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
    const placeOf = new Map(offerings.map(({ id }, place) => [id, place]));
    return {
      households: this.households,
      offerings: offerings.map((one) => ({
        ...{ id: one.id, provider: one.providerId, known: one.capacity.known },
        capacity: placesOf(one, this.households.length).capacity,
        purse: withBudgets ? purseOf(one) : null,
      })),
      choices: this.choices.map(({ offeringId, ...choice }) => ({ ...choice, offering: placeOf.get(offeringId)! })),
      purses: withBudgets ? pursesOf(offerings) : [],
      floors: floors.map((floor) => promisedBy(floor, this.groups)),
      providerPenalty: model === 'full' ? PROVIDER_COST : 0,
    };
  }
}
