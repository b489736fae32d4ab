import { Injectable } from '@nestjs/common';
import { conflict, type FieldError, invalid } from '../../platform/errors';
import { Clock } from '../../platform/time';
import { Cases } from '../cases';
import { type Household, type HouseholdMember, Households, mostMembers } from '../households';
import { CarryNeeds } from '../needs';
import type { RegroupingInput } from './dto/regrouping.dto';
import { FileSurroundings, type Surroundings } from './file-surroundings';
import { faultsOf, type RegroupingFacts, withoutAdult, type WithoutAdult } from './regrouping-rules';

/** A regrouping that nothing speaks against. */
export interface RegroupingPlan {
  from: Household;
  /** Null: a file of their own is opened. */
  to: Household | null;
  members: readonly HouseholdMember[];
  going: RegroupingInput['members'];
  on: string;
  surroundings: Surroundings;
  noAdult: WithoutAdult;
}

/** Puts together who goes where and refuses what must not be (R99); changes nothing. */
@Injectable()
export class RegroupingPlans {
  constructor(
    private readonly households: Households,
    private readonly surroundings: FileSurroundings,
    private readonly cases: Cases,
    private readonly needs: CarryNeeds,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 404; 409 `regrouping-file-not-active`, `regrouping-deletion-asked`, `regrouping-case-open`,
   *   `regrouping-applications-open`, `regrouping-needs-at-work`; 422 with all that is wrong with the fields
   */
  async make(householdId: string, input: RegroupingInput): Promise<RegroupingPlan> {
    const from = await this.households.unrecorded(householdId);
    const { to, faults } = await this.targetOf(from, input);
    const members = await this.households.members(householdId);
    const today = this.clock.today();
    const facts: RegroupingFacts = {
      ...{ kind: input.kind, going: input.members, on: input.on ?? today, today, mostMembers },
      ...{ members, others: to ? await this.households.members(to.id) : [] },
      left: new Set((await this.households.everMembers(householdId)).map(({ id }) => id)),
      newHeadMemberId: input.newHeadMemberId ?? null,
    };
    const wrong = [...faults, ...faultsOf(facts)];
    if (wrong.length > 0) throw invalid(wrong);
    const going = input.members.map(({ memberId }) => memberId);
    const surroundings = await this.surroundings.of(householdId, going);
    await this.requireFree(from, to, surroundings);
    if (input.kind === 'merge') await this.requireIdle(from, surroundings, going);
    return {
      ...{ from, to, members, going: input.members, on: facts.on, surroundings },
      noAdult: withoutAdult(facts),
    };
  }

  private async targetOf(
    from: Household,
    { kind, targetNumber, regionCode, address }: RegroupingInput,
  ): Promise<{ to: Household | null; faults: FieldError[] }> {
    const wrong = (field: string, code: string) => ({ to: null, faults: [{ field, code }] });
    if (kind === 'split') {
      return targetNumber === undefined ? { to: null, faults: [] } : wrong('targetNumber', 'regrouping-own-file');
    }
    if (targetNumber === undefined) return wrong('targetNumber', 'regrouping-target-needed');
    if (regionCode !== undefined || address !== undefined) return wrong('regionCode', 'regrouping-place-is-there');
    const id = await this.households.idOfNumber(targetNumber);
    if (id === null) return wrong('targetNumber', 'household-not-found');
    if (id === from.id) return wrong('targetNumber', 'regrouping-same-file');
    const to = await this.households.unrecorded(id);
    return to.districtCode === from.districtCode
      ? { to, faults: [] }
      : wrong('targetNumber', 'regrouping-other-district');
  }

  /** Files that are closed, frozen, or about to be erased are left as they are. */
  private async requireFree(
    from: Household,
    to: Household | null,
    { deletionAsked, supportFiles }: Surroundings,
  ): Promise<void> {
    for (const file of to ? [from, to] : [from])
      if (file.state !== 'active') throw conflict('regrouping-file-not-active', { number: file.number });
    if (deletionAsked) throw conflict('regrouping-deletion-asked', { number: from.number });
    // One open file a person: it ends here, and another is opened where they are.
    if (supportFiles.length > 0) throw conflict('regrouping-support-open', { numbers: supportFiles.join(', ') });
    if (to && (await this.surroundings.of(to.id, [])).deletionAsked)
      throw conflict('regrouping-deletion-asked', { number: to.number });
  }

  /** Whatever somebody is at work on in a file that is to close has to come to an end first: nothing is left without owner (R10). */
  private async requireIdle(
    from: Household,
    { applications, papers }: Surroundings,
    going: readonly string[],
  ): Promise<void> {
    const open = await this.cases.openCase(from.id);
    if (open) throw conflict('regrouping-case-open', { number: open.number });
    if (applications.length > 0) throw conflict('regrouping-applications-open', { numbers: applications.join(', ') });
    if (papers.length > 0) throw conflict('regrouping-papers-open', { numbers: papers.join(', ') });
    const { stay } = await this.needs.of(from.id, new Set(going), true);
    if (stay.length > 0) throw conflict('regrouping-needs-at-work', { count: stay.length });
  }
}
