import { Injectable } from '@nestjs/common';
import { Funds } from '../../supply/funds';
import { type OfferingCandidate, Offerings } from '../../supply/offerings';
import { BidPricesStore } from './bid-prices.store';
import type { CandidateOffering, Payer } from './matching.types';
import { ProviderRecordsStore } from './provider-records.store';

/** What is offered for some codes in a district: terms, places, money, and what earlier referrals say of it. */
@Injectable()
export class OfferingFactsReader {
  constructor(
    private readonly offerings: Offerings,
    private readonly funds: Funds,
    private readonly records: ProviderRecordsStore,
    private readonly bidPrices: BidPricesStore,
  ) {}

  /** @param householdId null: as any household would meet them, no ceiling of a fund used up */
  async read(
    districtCode: string,
    codes: readonly string[],
    { householdId, asOf }: { householdId: string | null; asOf: Date },
  ): Promise<CandidateOffering[]> {
    const offerings = await this.offerings.candidates({ districtCode, codes: [...codes], asOf });
    return this.known(offerings, asOf, householdId);
  }

  /** Offerings as any household would meet them, as this one does: what is left of the ceilings of funds (R13). */
  async asMetBy(householdId: string, offerings: readonly CandidateOffering[]): Promise<readonly CandidateOffering[]> {
    const limited = offerings.flatMap(({ payer }) =>
      payer.kind === 'fund' && payer.ceilingLeftFen != null ? [payer.id] : [],
    );
    if (limited.length === 0) return offerings;
    const given = await this.funds.givenTo([...new Set(limited)], householdId);
    return offerings.map((one) => {
      const { payer } = one;
      if (payer.kind !== 'fund' || payer.ceilingLeftFen == null) return one;
      const ceilingLeftFen = Math.max(0, payer.ceilingLeftFen - (given.get(payer.id) ?? 0));
      return { ...one, payer: { ...payer, ceilingLeftFen } };
    });
  }

  /** The same of some offerings; those that are nobody's candidates are left out. */
  async byIds(ids: readonly string[], householdId: string | null, asOf: Date): Promise<CandidateOffering[]> {
    return this.known(await this.offerings.candidatesByIds(ids, asOf), asOf, householdId);
  }

  /**
   * What the feed of changes names, as any household would meet it: no ceiling of a fund is used up (R13). A fund or contract
   * is told by one offering that it pays for.
   */
  async ofChanges(ids: readonly string[], asOf: Date): Promise<CandidateOffering[]> {
    return this.known(await this.offerings.candidatesOfChanges(ids, asOf), asOf, null);
  }

  /** All offerings of a district as any household would meet them, by id: the `limit` next after one. */
  async page(districtCode: string, asOf: Date, after: string | null, limit: number): Promise<CandidateOffering[]> {
    return this.known(await this.offerings.candidatePage(districtCode, asOf, after, limit), asOf, null);
  }

  /** The same offerings with how often their providers were chosen of late (I25). */
  async exposed(offerings: readonly CandidateOffering[], asOf: Date, days: number): Promise<CandidateOffering[]> {
    const ids = offerings.map(({ id }) => id);
    const connections = await this.records.connections(ids, asOf, days);
    return offerings.map((one) => ({ ...one, connections: connections.get(one.id) ?? 0 }));
  }

  /** The same offerings with what a place of each was worth to others in an allocation published in the last days. */
  async priced(offerings: readonly CandidateOffering[], asOf: Date, days: number): Promise<CandidateOffering[]> {
    const since = new Date(asOf.getTime() - days * 24 * 3600 * 1000);
    const ids = offerings.map(({ id }) => id);
    const prices = await this.bidPrices.of(ids, since);
    return offerings.map((one) => ({ ...one, ...(prices.has(one.id) && { bidPrice: prices.get(one.id)! }) }));
  }

  /** What funds have given a household or promised it, by fund (R13). */
  givenTo(householdId: string): Promise<ReadonlyMap<string, number>> {
    return this.funds.givenTo(null, householdId);
  }

  private async known(
    offerings: readonly OfferingCandidate[],
    asOf: Date,
    householdId: string | null,
  ): Promise<CandidateOffering[]> {
    const given =
      householdId === null ? new Map<string, number>() : await this.funds.givenTo(limitedFunds(offerings), householdId);
    const ids = offerings.map(({ id }) => id);
    const records = await this.records.of(ids, asOf);
    return offerings.map((one) => ({ ...one, payer: payerOf(one.payer, given), ...records.get(one.id) }));
  }
}

const limitedFunds = (offerings: readonly OfferingCandidate[]): string[] => [
  ...new Set(
    offerings.flatMap(({ payer }) =>
      payer.kind === 'fund' && payer.id !== '' && payer.householdCeilingFen > 0 ? [payer.id] : [],
    ),
  ),
];

/** A fund's ceiling for the household becomes what is left of it (R13). */
function payerOf(payer: OfferingCandidate['payer'], given: ReadonlyMap<string, number>): Payer {
  if (payer.kind !== 'fund') return payer;
  const { id, open, leftFen, householdCeilingFen } = payer;
  const ceilingLeftFen = householdCeilingFen > 0 ? Math.max(0, householdCeilingFen - (given.get(id) ?? 0)) : null;
  return { kind: 'fund', id, open, leftFen, ceilingLeftFen };
}
