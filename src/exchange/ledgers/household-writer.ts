import { Injectable } from '@nestjs/common';
import { OpenCaseFile } from '../../people/cases';
import { ReportEntitlements } from '../../people/entitlements';
import { type Household, type HouseholdMember, Households, OpenHousehold } from '../../people/households';
import { Economy } from '../../people/verification';
import { Units } from '../../reference/regions';
import { Sealer } from '../../platform/crypto';
import { DueItems } from '../../platform/queue';
import { Clock } from '../../platform/time';
import type { LedgerHousehold } from './gather-households';
import { LedgerHouseholdsStore } from './ledger-households.store';
import type { LedgerImport } from './ledger-import.entity';
import type { LedgerPerson } from './ledger-person';
import type { PlacedHousehold } from './ledger-planner';
import { reportedCircle } from './review-days';

type Relation = HouseholdMember['relation'];

/** Opens the file of a household of a ledger, by the acts that a form would call, in the open transaction. */
@Injectable()
export class HouseholdWriter {
  constructor(
    private readonly openHousehold: OpenHousehold,
    private readonly households: Households,
    private readonly openCase: OpenCaseFile,
    private readonly units: Units,
    private readonly reporting: ReportEntitlements,
    private readonly economy: Economy,
    private readonly rows: LedgerHouseholdsStore,
    private readonly dueItems: DueItems,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError as those acts do; 23505 when another import was first */
  async write(row: LedgerImport, placed: PlacedHousehold, reviewOn: string | null): Promise<void> {
    const { household, keyIndex, contentIndex } = placed;
    const file = await this.openHousehold.execute(inputOf(household));
    await this.reportBenefits(row, file, household);
    await this.reportMoney(row, file.id, household);
    await this.openCase.execute(file.id, { imported: true, given: await this.given(row) });
    const { id: householdId, districtCode, regionPath } = file;
    await this.rows.insert([
      {
        ...{ importId: row.id, householdId, districtCode, regionPath, firstLine: household.firstLine },
        ...{ keyIndex, contentIndex, reportedCircle: reportedCircle(placed), reviewOn, state: 'written' },
        ...{ memberCount: household.people.length, writtenAt: this.clock.now() },
      },
    ]);
    if (reviewOn === null) return;
    const dueAt = new Date(`${reviewOn}T09:00:00+08:00`);
    await this.dueItems.set({ kind: 'ledger-review', subjectId: householdId, districtCode, dueAt });
  }

  /** The unit and the worker that were chosen. */
  private async given({ assignedUnitId: unitId, assignedWorkerId: leadWorkerId }: LedgerImport) {
    return unitId === null ? null : { unit: await this.units.byId(unitId), leadWorkerId };
  }

  private async reportBenefits(row: LedgerImport, file: Household, { people }: LedgerHousehold): Promise<void> {
    if (people.every(({ benefits }) => benefits.length === 0)) return;
    const members = await this.households.members(file.id);
    const reported = people.flatMap((person) => {
      const memberId = this.memberOf(members, person);
      return memberId === null ? [] : person.benefits.map((line) => ({ line, memberId }));
    });
    await this.reporting.execute(file, reported, row.number);
  }

  private memberOf(members: readonly HouseholdMember[], person: LedgerPerson): string | null {
    const { identityNumber, name, birthDate } = person;
    const index = identityNumber === null ? null : this.sealer.index('identity', identityNumber);
    const found = members.find((member) =>
      index === null
        ? member.name === name && member.identityIndex === null && member.birthDate === birthDate
        : (member.identityIndex?.equals(index) ?? false),
    );
    return found?.id ?? null;
  }

  /** What stands in the row of the head counts for the household; declared, as long as nobody has checked it (R81). */
  private async reportMoney(row: LedgerImport, householdId: string, { people }: LedgerHousehold): Promise<void> {
    const [{ amountFen, incomeFen }] = people as [LedgerPerson];
    const line = { kind: 'income', method: 'declared', note: row.number } as const;
    if (amountFen)
      await this.economy.add(householdId, {
        ...{ ...line, item: 'government-assistance', amountFen, period: 'month' },
      });
    if (incomeFen)
      await this.economy.add(householdId, { ...line, item: 'other-income', amountFen: incomeFen, period: 'year' });
  }
}

const inputOf = ({ regionCode, people }: LedgerHousehold): Parameters<OpenHousehold['execute']>[0] => ({
  regionCode: regionCode ?? '',
  ...(people[0]?.address && { address: people[0].address }),
  ...{ languages: ['zh'], contactChannel: 'via-worker', locale: 'zh-CN', specialHandling: false },
  members: people.map((person) => ({
    ...{ name: person.name, relation: (person.relation ?? 'other') as Relation, sex: person.sex },
    ...{ identityKind: person.identityKind, workCapacity: person.workCapacity, inEducation: false, counted: true },
    ...(person.identityNumber !== null && { identityNumber: person.identityNumber }),
    ...(person.birthDate !== null && { birthDate: person.birthDate }),
    ...(person.phone !== null && { phone: person.phone }),
    ...(person.disabilityCard !== null && { disabilityCard: person.disabilityCard }),
  })),
});
