import { Injectable } from '@nestjs/common';
import { Assessments } from '../../people/assessments';
import { Cases } from '../../people/cases';
import { Consents } from '../../people/consents';
import { Households } from '../../people/households';
import { type Need, Needs, type NeedState } from '../../people/needs';
import { conflict, invalid } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { Policies } from '../../reference/policies';
import { Taxonomy } from '../../reference/taxonomy';
import { Funds } from '../../supply/funds';
import { type OfferingCandidate, Offerings } from '../../supply/offerings';
import { consentWishes } from './consent-wishes';
import { FORMULA_VERSION } from './match-snapshot';
import type { MatchSnapshot } from './match-snapshot';
import type { CandidateOffering, HouseholdFacts, NeedToMeet, Payer, Pin, Urgency } from './matching.types';
import { ReferralHistoryStore } from './referral-history.store';

export interface MatchOptions {
  /** Only these needs; they may be planned already. Without it: the confirmed ones. */
  needIds?: readonly string[];
  /** Choices that the plan has to keep. */
  pinned?: readonly Pin[];
  /** Offerings that are not to be proposed for a need. */
  forbidden?: ReadonlyArray<{ needId: string; offeringId: string }>;
}

/** States in which somebody may be looked for: the household has said yes, and it is not over. */
const MATCHABLE: readonly NeedState[] = ['confirmed', 'planned', 'served', 'reduced', 'same', 'worse'];

/** Reads everything a match looks at, from people and supply, into one snapshot without names of persons. */
@Injectable()
export class MatchFacts {
  constructor(
    private readonly households: Households,
    private readonly needs: Needs,
    private readonly cases: Cases,
    private readonly consents: Consents,
    private readonly assessments: Assessments,
    private readonly offerings: Offerings,
    private readonly funds: Funds,
    private readonly history: ReferralHistoryStore,
    private readonly taxonomy: Taxonomy,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 household; 409 `match-without-needs`; 422 `need-not-matchable` */
  async snapshot(householdId: string, options: MatchOptions): Promise<MatchSnapshot> {
    const facts = await this.households.facts(householdId);
    const needs = await this.needsOf(householdId, options.needIds);
    const { running, refused } = await this.history.of(householdId);
    const wishes = consentWishes(await this.consents.ofHousehold(householdId));
    const urgency = await this.urgencyOf(householdId);
    const asOf = this.clock.now();
    const codes = [...new Set(needs.map(({ code }) => code))];
    const offerings = await this.offerings.candidates({ districtCode: facts.districtCode, codes, asOf });
    const { id, districtCode, regionPath, point, languages } = facts;
    const members = facts.members.map(({ id: memberId, age, sex, disability }) => ({
      ...{ id: memberId, age, sex },
      ...(disability && { disability }),
    }));
    const household: HouseholdFacts = {
      id,
      districtCode,
      regionPath,
      point,
      class: facts.class,
      languages,
      members,
      ...wishes,
      running,
    };
    return {
      household,
      needs: needs.map((need) => needToMeet(need, urgency)),
      offerings: await this.priced(offerings, householdId),
      context: {
        today: this.clock.today(),
        asOf: asOf.toISOString(),
        pins: options.pinned ?? [],
        refused: [...refused, ...(options.forbidden ?? [])],
      },
      versions: {
        taxonomy: this.taxonomy.version,
        pack: this.policies.current(districtCode).version,
        formula: FORMULA_VERSION,
      },
    };
  }

  private async needsOf(householdId: string, wanted: readonly string[] | undefined): Promise<Need[]> {
    if (!wanted) {
      const confirmed = await this.needs.confirmed(householdId);
      if (confirmed.length === 0) throw conflict('match-without-needs');
      return confirmed;
    }
    const own = await this.needs.list(householdId, MATCHABLE);
    const strange = wanted.findIndex((id) => !own.some((need) => need.id === id));
    if (strange >= 0) throw invalid([{ field: `needIds.${strange}`, code: 'need-not-matchable' }]);
    return own.filter(({ id }) => wanted.includes(id));
  }

  /** The newest triage (S16); without one an emergency case counts as red, anything else as green. */
  private async urgencyOf(householdId: string): Promise<Urgency> {
    const triage = await this.assessments.latest(householdId, 'S16');
    const open = await this.cases.openCase(householdId);
    return triage?.triage ?? (open?.emergency ? 'red' : 'green');
  }

  /** A fund's ceiling for the household becomes what is left of it (R13). */
  private async priced(offerings: readonly OfferingCandidate[], householdId: string): Promise<CandidateOffering[]> {
    const limited = offerings.flatMap(({ payer }) =>
      payer.kind === 'fund' && payer.id !== '' && payer.householdCeilingFen > 0 ? [payer.id] : [],
    );
    const given = await this.funds.givenTo([...new Set(limited)], householdId);
    return offerings.map((offering) => ({ ...offering, payer: payerOf(offering.payer, given) }));
  }
}

function payerOf(payer: OfferingCandidate['payer'], given: ReadonlyMap<string, number>): Payer {
  if (payer.kind !== 'fund') return payer;
  const { id, open, leftFen, householdCeilingFen } = payer;
  const ceilingLeftFen = householdCeilingFen > 0 ? Math.max(0, householdCeilingFen - (given.get(id) ?? 0)) : null;
  return { kind: 'fund', id, open, leftFen, ceilingLeftFen };
}

const SEVERITIES: ReadonlyArray<NeedToMeet['severity']> = [0, 1, 2, 3];

const needToMeet = ({ id, code, severity, memberId }: Need, urgency: Urgency): NeedToMeet => ({
  ...{ id, code, memberId, urgency },
  severity: SEVERITIES[severity] ?? 3,
});
