import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Policies } from '../../../reference/policies';
import { Units } from '../../../reference/regions';
import { Audit } from '../../../trust/audit';
import { type Household, Households } from '../../households';
import { ApplicationClock } from '../application-clock';
import { ApplicationEvents } from '../application-events';
import type { Application } from '../application.entity';
import { applicationLifecycle } from '../application.lifecycle';
import { ApplicationsStore } from '../applications.store';
import { ChecklistLine } from '../checklist-line';
import { levelOf } from '../delegation';
import type { FileApplication as Filed } from '../dto/application.dto';
import { SealedWords } from '../sealed-words';

/** Takes in an application through one member of the household (B4); whoever is close to staff is registered apart (B14). */
@Injectable()
export class FileApplication {
  constructor(
    private readonly store: ApplicationsStore,
    private readonly households: Households,
    private readonly policies: Policies,
    private readonly units: Units,
    private readonly dates: ApplicationClock,
    private readonly checklist: ChecklistLine,
    private readonly events: ApplicationEvents,
    private readonly sealed: SealedWords,
    private readonly numbers: NumberSequence,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `application-open`, `application-file-closed`; 422 no such act or person */
  async execute(
    householdId: string,
    { act: code, applicantId, relatedToStaff, urgentGround }: Filed,
  ): Promise<Application> {
    const household = await this.households.unrecorded(householdId);
    if (household.state !== 'active') throw conflict('application-file-closed');
    const pack = this.policies.current(household.districtCode);
    const act = pack.rules.acts.find((row) => row.code === code);
    if (!act) throw invalid([{ field: 'act', code: 'application-act-unknown' }]);
    if (urgentGround !== undefined && !act.urgent)
      throw invalid([{ field: 'urgentGround', code: 'application-not-urgent-act' }]);
    const members = await this.households.members(householdId);
    const applicant = applicantId === undefined ? members[0] : members.find(({ id }) => id === applicantId);
    if (!applicant) throw invalid([{ field: 'applicantId', code: 'application-applicant-unknown' }]);
    const asked = { householdId, act: code, applicantId: applicant.id };
    if (await this.store.isOpen(asked)) throw conflict('application-open');
    const related = relatedToStaff || (await this.store.hasConflict(householdId));
    const level = levelOf(code, related, pack.rules.delegations);
    const row = await this.row(household, { ...asked, relatedToStaff: related, level, packVersion: pack.version });
    if (urgentGround !== undefined) {
      row.urgent = true;
      row.urgencyCiphertext = await this.sealed.seal('urgency', householdId, row.id, urgentGround);
    }
    row.dueAt = this.dates.dueIn('filed', act, row, row.filedAt);
    await this.store.insert(row);
    const { districtCode, regionPath } = household;
    const subject = { subjectType: 'application', subjectId: row.id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'application.filed', ...subject, fields: ['act', 'applicantId', 'level'] });
    await this.events.publish('file', row);
    await this.checklist.follow(row, 'applied');
    return row;
  }

  private async row(
    { districtCode, regionPath }: Household,
    asked: Pick<Application, 'householdId' | 'act' | 'applicantId' | 'relatedToStaff' | 'level' | 'packVersion'>,
  ): Promise<Application> {
    const unit = await this.units.responsible('station', regionPath);
    return {
      ...{ id: newId(), number: await this.numbers.nextNumber('AP'), districtCode, regionPath, ...asked },
      ...{ unitId: unit?.id ?? null, state: applicationLifecycle.initial, missing: [] },
      ...{ urgent: false, urgencyCiphertext: null },
      ...{ filedBy: this.transactions.actor.userId, filedAt: this.clock.now(), returnedAt: null, acceptedAt: null },
      ...{ checkedAt: null, publishedOn: null, publishedUntil: null, opinionFen: null, calculationId: null },
      ...{ outcome: null, amountFen: null, deviates: false, groundCiphertext: null, decidedBy: null, decidedAt: null },
      ...{ sampled: false, notifiedAt: null, remedyUntil: null, dueAt: null, version: 1 },
    };
  }
}
