import { Injectable } from '@nestjs/common';
import { ChangeHousehold, CorrectMember, EditMember, Households, UpdateHousehold } from '../../people/households';
import { Transactions } from '../../platform/database';
import { AppError } from '../../platform/errors';
import { CompareFile } from './compare-file';
import type { LedgerPerson } from './ledger-person';
import type { PlacedHousehold } from './ledger-planner';
import type { LedgerTakeover } from './ledger-takeover.entity';
import { LedgerTakeoversStore } from './ledger-takeovers.store';
import { isTakeable, saidIn, type TakeableField } from './takeable-fields';

/** Fields of the file itself; all others are of one of its people. */
const OF_FILE: readonly string[] = ['region', 'address'];

/** Fills ticked cells of a ledger into a file that is here, by the acts that a form would call, in the open transaction. */
@Injectable()
export class FileChanger {
  constructor(
    private readonly compare: CompareFile,
    private readonly households: Households,
    private readonly changing: ChangeHousehold,
    private readonly correcting: CorrectMember,
    private readonly takeovers: LedgerTakeoversStore,
    private readonly transactions: Transactions,
  ) {}

  /** Each cell is taken or refused by itself, and the tick says which. */
  async apply({ household, file }: PlacedHousehold, ticked: readonly LedgerTakeover[]): Promise<void> {
    if (!file) return;
    const differs = new Set(file.differences.map(({ line, field }) => `${line} ${field}`));
    for (const tick of ticked) {
      const person = household.people.find(({ line }) => line === tick.line);
      if (!person || !isTakeable(tick.field) || !differs.has(`${tick.line} ${tick.field}`)) continue;
      const value = saidIn(person, tick.field, household.regionCode);
      const code =
        value === null ? 'ledger-nothing-said' : await this.take(file.householdId, person, tick.field, value);
      await this.takeovers.settle(tick, code);
    }
  }

  /** @returns the code of what kept it out, null when it was taken */
  private async take(householdId: string, person: LedgerPerson, field: TakeableField, value: string) {
    try {
      await this.transactions.savepoint(() =>
        OF_FILE.includes(field)
          ? this.changeFile(householdId, field, value)
          : this.changeMember(householdId, person, field, value),
      );
      return null;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return error.details.fields?.[0]?.code ?? error.code;
    }
  }

  private async changeFile(householdId: string, field: TakeableField, value: string): Promise<void> {
    const { version } = await this.households.unrecorded(householdId);
    const input = UpdateHousehold.parse(field === 'region' ? { regionCode: value } : { address: value });
    await this.changing.execute(householdId, input, version);
  }

  private async changeMember(householdId: string, person: LedgerPerson, field: TakeableField, value: string) {
    const member = await this.compare.memberOf(householdId, person);
    if (member === null) throw new AppError('member-not-found', 404);
    const input =
      field === 'identity' ? { identityKind: person.identityKind, identityNumber: value } : { [field]: value };
    await this.correcting.execute(member.id, EditMember.parse(input), member.version);
  }
}
