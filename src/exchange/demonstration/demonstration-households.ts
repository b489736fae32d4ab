import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database';
import { Clock, plusMonths } from '../../platform/time';
import { OpenCaseFile } from '../../people/cases';
import { ConfirmClassification, ProposeClassification } from '../../people/classification';
import { StartClock } from '../../people/clocks';
import { CreateHousehold, identityCheckCharacter, OpenHousehold } from '../../people/households';
import { CreateLead, ReceiveLead } from '../../people/leads';
import { Economy, Obligors } from '../../people/verification';
import { demonstrationDistrictCode, type Region, Regions, type Unit, Units } from '../../reference/regions';
import { systemActor } from '../../trust/access';
import type { DemonstrationStaff } from './demonstration-accounts';
import type { DemonstrationData, HouseholdKind } from './demonstration-data';
import type { SeededRandom } from './seeded-random';

/** One household in so many has clocks running. */
const WITH_CLOCKS = 8;

/** A household that was made, and who looks after it. */
export interface MadeHousehold {
  id: string;
  kind: HouseholdKind;
  headName: string;
  window: Actor;
  station: Actor;
}

interface Place {
  village: Region;
  window: Unit;
  station: Unit;
}

/** Files of invented households in every village, entered at the windows as anybody else's. */
@Injectable()
export class DemonstrationHouseholds {
  private serial = 0;
  private made = 0;

  constructor(
    private readonly transactions: Transactions,
    private readonly regions: Regions,
    private readonly units: Units,
    private readonly openHousehold: OpenHousehold,
    private readonly openCase: OpenCaseFile,
    private readonly receiveLead: ReceiveLead,
    private readonly economy: Economy,
    private readonly obligors: Obligors,
    private readonly propose: ProposeClassification,
    private readonly confirm: ConfirmClassification,
    private readonly startClock: StartClock,
    private readonly clock: Clock,
  ) {}

  /** Villages with their window and station. */
  async places(): Promise<Place[]> {
    return this.transactions.run(systemActor(demonstrationDistrictCode, 'demonstration'), async () => {
      const district = await this.regions.byCode(demonstrationDistrictCode);
      const regions = await this.regions.descendants(district.id);
      const villages = regions.filter((region) => region.level === 'village');
      const places: Place[] = [];
      for (const village of villages) {
        const window = await this.units.responsible('window', village.path);
        const station = await this.units.responsible('station', village.path);
        if (window && station) places.push({ village, window, station });
      }
      return places;
    });
  }

  /** One household with case, declaration and class; about every twelfth comes as a lead that waits for triage. */
  async one(
    data: DemonstrationData,
    staff: DemonstrationStaff,
    place: Place,
    random: SeededRandom,
  ): Promise<MadeHousehold> {
    const kind = random.weighted(data.households);
    const window = staff.atUnit.get(place.window.id)!;
    const station = staff.atUnit.get(place.station.id)!;
    const surname = random.pick(data.surnames);
    const members = kind.members.map(([relation, low, high]) =>
      this.person(
        `${relation === 'spouse' ? random.pick(data.surnames) : surname}${random.pick(data.givenNames)}`,
        relation,
        random.between(low, high),
        kind,
        random,
      ),
    );
    const input = CreateHousehold.parse({
      regionCode: place.village.code,
      address: `${place.village.name}${random.pick(data.streets)}${random.between(1, 120)}${data.words.houseNumber}`,
      ...(place.village.latitude !== null &&
        place.village.longitude !== null && {
          latitude: place.village.latitude + (random.next() - 0.5) / 100,
          longitude: place.village.longitude + (random.next() - 0.5) / 100,
        }),
      contactChannel: random.pick(['phone', 'letter', 'via-worker', 'sms'] as const),
      members,
    });
    const id = await this.transactions.run(window, async () => {
      const household = await this.openHousehold.execute(input);
      await this.openCase.execute(household.id);
      await this.declare(household.id, kind);
      return household.id;
    });
    await this.transactions.run(station, async () => {
      const proposal = await this.propose.execute(id, {});
      await this.confirm.execute(proposal.id, { class: kind.class, secondary: [], reason: data.words.classReason });
      this.made += 1;
      if (this.made % WITH_CLOCKS === 0) await this.clocks(id);
    });
    return { id, kind, headName: members[0]!.name, window, station };
  }

  /** Somebody of the household has begun to work: the wait and the years of support run beside each other (R38, R43). */
  private async clocks(id: string): Promise<void> {
    const startedOn = plusMonths(this.clock.today(), -2);
    await this.startClock.execute(id, { kind: 'waiting', startedOn, grounds: ['flexible-work'] });
    await this.startClock.execute(id, { kind: 'support', startedOn, occasion: 'job' });
  }

  /** A lead that nobody has looked at yet. */
  async lead(staff: DemonstrationStaff, place: Place, random: SeededRandom, data: DemonstrationData): Promise<void> {
    const window = staff.atUnit.get(place.window.id)!;
    const lead = CreateLead.parse({
      regionCode: place.village.code,
      channel: 'reporter',
      reporterTeam: random.pick(data.teams),
      personDescription: `${random.pick(data.surnames)}${data.words.person}`,
      whereabouts: `${place.village.name}${random.pick(data.streets)}`,
      observed: random.pick(data.observations),
      urgency: random.pick(['normal', 'soon', 'normal'] as const),
    });
    await this.transactions.run(window, () => this.receiveLead.execute(lead));
  }

  private async declare(id: string, kind: HouseholdKind): Promise<void> {
    const line = { period: 'month', method: 'declared', asOf: this.clock.today() } as const;
    await this.economy.add(id, { ...line, kind: 'income', item: 'wage', amountFen: kind.incomeFen });
    await this.economy.add(id, { ...line, kind: 'expenditure', item: 'medical', amountFen: kind.spendFen });
    const saved = { ...line, kind: 'asset', item: 'deposit', period: 'once' } as const;
    await this.economy.add(id, { ...saved, amountFen: kind.incomeFen });
    await this.obligors.sayNobody(id, {});
  }

  private person(name: string, relation: string, age: number, kind: HouseholdKind, random: SeededRandom) {
    const today = this.clock.today();
    const born = `${Number(today.slice(0, 4)) - age}-${String(random.between(1, 9)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`;
    this.serial += 1;
    const body = `990101${born.replaceAll('-', '')}${String(this.serial % 1000).padStart(3, '0')}`;
    const identityNumber = body + identityCheckCharacter(body);
    const disabled = relation === 'head' && random.chance(kind.disabled);
    return {
      name,
      relation,
      identityKind: 'resident-id',
      identityNumber,
      phone: relation === 'head' ? `199${String(10_000_000 + this.serial * 37)}` : undefined,
      disabilityCard: disabled ? `${identityNumber}${random.between(1, 6)}${random.between(1, 4)}` : undefined,
      workCapacity: age >= 60 || age < 16 ? 'none' : disabled ? 'partial' : 'full',
      inEducation: age >= 6 && age <= 18,
      works: age >= 60 || age < 16 ? 'no' : disabled ? 'flexible' : 'stable',
      illness: relation === 'head' && kind.spendFen > 0 ? 'serious' : 'none',
    };
  }
}
