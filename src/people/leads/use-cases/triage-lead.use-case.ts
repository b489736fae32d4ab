import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Cases, OpenCaseFile } from '../../cases';
import { Households, OpenHousehold } from '../../households';
import type { TriageLead as TriageInput } from '../dto/lead.dto';
import { LeadMoves } from '../lead-moves';
import type { Lead } from '../lead.entity';
import { type LeadMove, triesBeforeGivingUp } from '../lead.lifecycle';
import { LeadsStore } from '../leads.store';

/** Looks after a lead (R54): a verified one becomes a file with a case, all others end with their reason. */
@Injectable()
export class TriageLead {
  constructor(
    private readonly store: LeadsStore,
    private readonly households: Households,
    private readonly openHousehold: OpenHousehold,
    private readonly cases: Cases,
    private readonly openCase: OpenCaseFile,
    private readonly moves: LeadMoves,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 404; 409 `move-not-allowed`; 422 `lead-household-needed`, `lead-note-needed`, and whatever the new
   *   file breaks
   */
  async execute(id: string, input: TriageInput): Promise<Lead> {
    const lead = await this.store.get(id);
    const taken = lead.state === 'new' ? await this.take(lead) : lead;
    switch (input.result) {
      case 'taken':
        return this.told(lead.state === 'new' ? taken : await this.moves.make(taken, 'triage', {}), input);
      case 'verified':
        return this.told(await this.verify(taken, input), input);
      case 'duplicate':
        return this.told(await this.end(taken, 'link', input, await this.knownHousehold(input)), input);
      case 'not-need':
        if (!input.note) throw invalid([{ field: 'note', code: 'lead-note-needed' }]);
        return this.told(await this.end(taken, 'dismiss', input, null), input);
      case 'unreachable':
        return this.told(await this.tryAgain(taken, input), input);
    }
  }

  private take(lead: Lead): Promise<Lead> {
    return this.moves.make(lead, 'triage', { ownerAccountId: this.transactions.actor.userId });
  }

  private async verify(lead: Lead, input: TriageInput): Promise<Lead> {
    const householdId = input.household
      ? (await this.openHousehold.execute(input.household)).id
      : await this.knownHousehold(input);
    const verified = await this.end(lead, 'verify', input, householdId);
    const emergency = lead.urgency === 'emergency';
    if (!(await this.cases.openCase(householdId))) await this.openCase.execute(householdId, { emergency });
    return verified;
  }

  private async knownHousehold({ householdId }: TriageInput): Promise<string> {
    if (!householdId) throw invalid([{ field: 'householdId', code: 'lead-household-needed' }]);
    return (await this.households.unrecorded(householdId)).id;
  }

  private async tryAgain(lead: Lead, input: TriageInput): Promise<Lead> {
    const attempts = lead.attempts + 1;
    if (attempts >= triesBeforeGivingUp) return this.end({ ...lead, attempts }, 'give-up', input, null);
    return this.store.update(lead, { attempts, triageNote: input.note ?? lead.triageNote });
  }

  private async end(lead: Lead, move: LeadMove, { note }: TriageInput, householdId: string | null): Promise<Lead> {
    const { attempts, triageNote } = lead;
    const changes = { attempts, householdId, triageNote: note ?? triageNote, closedAt: this.clock.now() };
    return this.moves.make(lead, move, changes, note);
  }

  private told(lead: Lead, { result }: TriageInput): Promise<Lead> {
    return this.moves.told(lead, 'lead.triaged', { result, state: lead.state });
  }
}
