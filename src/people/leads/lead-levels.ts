import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { type Levels, levelsOf, type StaffRelation } from '../../trust/access';
import { HouseholdLevels } from '../households';
import type { Lead } from './lead.entity';
import { leadLifecycle } from './lead.lifecycle';

const OWN_WORDS = 30 * 24 * 3_600_000;

/**
 * What the actor may read of a lead (C3). It tells of a person before there is a file: until it has an end the station
 * holds it, in an emergency the centre too (R7), and so whoever took it. Afterwards the file decides; where none came of
 * it, door and phone stay with whoever looked after it.
 */
@Injectable()
export class LeadLevels {
  constructor(
    private readonly households: HouseholdLevels,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Asks for the files of several leads at once. */
  async ahead(leads: readonly Lead[]): Promise<void> {
    await this.households.ofAll(leads.flatMap(({ householdId }) => householdId ?? []));
  }

  of(lead: Lead): Promise<Levels> {
    const { actor } = this.transactions;
    const relations = relationsTo(lead, actor);
    if (lead.householdId !== null) return this.households.of(lead.householdId, ...relations);
    return Promise.resolve(levelsOf(actor.roles, relations));
  }

  /** Whoever may only report reads the own words for 30 days (R54, C3). */
  ofReporter({ createdAt }: Lead): Levels {
    const recent = this.clock.now().getTime() - createdAt.getTime() < OWN_WORDS;
    return levelsOf(['reporter'], recent ? ['own-entry'] : []);
  }
}

function relationsTo({ state, urgency, ownerAccountId }: Lead, { userId, roles }: Actor): StaffRelation[] {
  const own: StaffRelation[] = userId !== null && ownerAccountId === userId ? ['own-case'] : [];
  if (leadLifecycle.isFinal(state)) return own;
  const holds = roles.includes('station-worker') || (urgency === 'emergency' && roles.includes('centre-worker'));
  return holds ? [...own, 'own-tier'] : own;
}
