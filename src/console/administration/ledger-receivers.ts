import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CaseOwner } from '../../people/cases';
import { type Unit, Units } from '../../reference/regions';
import { Accounts } from '../../trust/accounts';
import { pageLocale } from '../shell';
import { Texts } from '../../platform/i18n';

const id = '[0-9a-f-]{36}';
/** A unit, or one of its workers: `unit` or `unit/worker`; nothing for the window of the village. */
export const ReceiverForm = z.strictObject({
  to: z
    .string()
    .regex(new RegExp(`^${id}(/${id})?$`))
    .optional(),
});

/** Who may get the new files of a ledger: stations and centres with their workers (R6, R10). */
@Injectable()
export class LedgerReceivers {
  constructor(
    private readonly units: Units,
    private readonly owners: CaseOwner,
    private readonly accounts: Accounts,
    private readonly texts: Texts,
  ) {}

  async choices(districtCode: string): Promise<Array<{ value: string; text: string }>> {
    const units = (await this.units.ofDistrict(districtCode)).filter(
      ({ tier }) => tier === 'station' || tier === 'centre',
    );
    const choices: Array<{ value: string; text: string }> = [];
    for (const unit of units) {
      choices.push({ value: unit.id, text: unit.name });
      for (const worker of await this.owners.workersOf(unit.id))
        choices.push({ value: `${unit.id}/${worker.id}`, text: this.both(unit.name, worker.display_name) });
    }
    return choices;
  }

  /** What was chosen, in words; null for the window of the village. */
  async named({
    assignedUnitId,
    assignedWorkerId,
  }: {
    assignedUnitId: string | null;
    assignedWorkerId: string | null;
  }) {
    if (assignedUnitId === null) return null;
    const unit: Unit = await this.units.byId(assignedUnitId);
    const worker = assignedWorkerId && (await this.accounts.names([assignedWorkerId])).get(assignedWorkerId);
    return worker ? this.both(unit.name, worker) : unit.name;
  }

  private both(unit: string, worker: string): string {
    return this.texts.t(pageLocale(), 'ledger-choices.receiver.worker', { unit, worker });
  }
}
