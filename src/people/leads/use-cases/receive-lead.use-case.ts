import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../platform/crypto';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Regions } from '../../../reference/regions';
import { allows } from '../../../trust/access';
import type { CreateLead } from '../dto/lead.dto';
import { LeadMoves } from '../lead-moves';
import type { Lead } from '../lead.entity';
import { LeadsStore } from '../leads.store';

/** Takes in a lead from whoever brings it (R25, R54); its clock starts at once: 2 hours in an emergency, else a working day. */
@Injectable()
export class ReceiveLead {
  constructor(
    private readonly store: LeadsStore,
    private readonly regions: Regions,
    private readonly sealer: Sealer,
    private readonly numbers: NumberSequence,
    private readonly transactions: Transactions,
    private readonly moves: LeadMoves,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 409 `region-out-of-reach`; 422 no such region */
  async execute(input: CreateLead): Promise<Lead> {
    const { actor } = this.transactions;
    const { regionCode, contactPhone, channel = this.usualChannel() } = input;
    const region = await this.regions.byCode(regionCode).catch(() => {
      throw invalid([{ field: 'regionCode', code: 'region-not-found', params: { code: regionCode } }]);
    });
    const { districtCode } = region;
    if (!districtCode || !actor.districtCodes.includes(districtCode)) throw conflict('region-out-of-reach');
    const id = newId();
    const { reporterTeam = null, reporterName = null, personDescription, whereabouts, observed, urgency } = input;
    const phone = contactPhone?.replace(/\D/g, '');
    const lead: Lead = {
      ...{ id, number: await this.numbers.nextNumber('L'), districtCode, regionId: region.id, regionPath: region.path },
      ...{
        channel,
        reporterTeam,
        reporterName,
        reporterAccountId: actor.userId,
        personDescription,
        whereabouts,
        observed,
      },
      contactPhoneCiphertext: phone ? await this.sealer.seal(id, 'leads.contact_phone', id, phone) : null,
      ...{ urgency, state: 'new', attempts: 0, triageNote: null, householdId: null, ownerAccountId: null },
      ...{ createdAt: this.clock.now(), closedAt: null, version: 1 },
    };
    await this.store.insert(lead);
    await this.moves.startClock(lead);
    return this.moves.told(lead, 'lead.received', { urgency, channel });
  }

  /** Staff choose a channel; whoever may only report is the channel. */
  private usualChannel(): Lead['channel'] {
    const { roles, organisationId } = this.transactions.actor;
    if (allows(roles, 'leads:read')) return 'screening';
    return organisationId === null ? 'reporter' : 'provider';
  }
}
