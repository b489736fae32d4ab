import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { QueueDrain } from '../../platform/queue';
import { demonstrationDistrictCode, LoadDemonstrationDistrict } from '../../reference/regions';
import { systemActor } from '../../trust/access';
import { DemonstrationAccounts } from './demonstration-accounts';
import { DemonstrationAid } from './demonstration-aid';
import { readDemonstrationData } from './demonstration-data';
import { DemonstrationHouseholds } from './demonstration-households';
import { DemonstrationStories } from './demonstration-stories';
import { DemonstrationSupply } from './demonstration-supply';
import { DemonstrationTrainings } from './demonstration-trainings';
import type { Chapter } from './referral-acts';
import { SeededRandom } from './seeded-random';

/** For each household in turn: how far its story goes; null stays a fresh file. */
const CHAPTERS: ReadonlyArray<Chapter | null> = [
  'closed',
  null,
  'assessed',
  null,
  'sent',
  null,
  'planned',
  null,
  'served',
  null,
  'accepted',
  null,
  'closed',
  null,
  null,
  'declined',
  null,
  'assessed',
  null,
  null,
];

/** Milliseconds between two looks for waiting work. */
const PAUSE = 20;

export interface DemonstrationSize {
  households: number;
  /** At most so many providers of each group of the data file. */
  providersOfAKind: number;
  leads: number;
}

/** Makes the invented district, in a database that has none (R2's sample data): units, people, providers, households, and the loop under way. */
@Injectable()
export class LoadDemonstration {
  constructor(
    private readonly transactions: Transactions,
    private readonly district: LoadDemonstrationDistrict,
    private readonly accounts: DemonstrationAccounts,
    private readonly supply: DemonstrationSupply,
    private readonly households: DemonstrationHouseholds,
    private readonly stories: DemonstrationStories,
    private readonly aid: DemonstrationAid,
    private readonly trainings: DemonstrationTrainings,
    private readonly drain: QueueDrain,
  ) {}

  /** @param progress is told how many of all households are made */
  async execute(
    size: DemonstrationSize,
    progress: (done: number, of: number) => void = () => undefined,
  ): Promise<void> {
    const system = systemActor(demonstrationDistrictCode, 'demonstration');
    const data = readDemonstrationData();
    const few = data.providers.map((group) => ({ ...group, count: Math.min(group.count, size.providersOfAKind) }));
    const random = new SeededRandom(data.seed);
    const names = () => `${random.pick(data.surnames)}${random.pick(data.givenNames)}`;
    await this.transactions.run(systemActor(null, 'demonstration'), () => this.district.execute());
    const staff = await this.transactions.run(system, () => this.accounts.make(names));
    await this.trainings.make(staff);
    const dispatchers = await this.supply.make({ ...data, providers: few }, staff, random, names);
    const places = await this.households.places();
    const tellAll = async (): Promise<void> => {
      for (let count = 0; count < size.households; count++) {
        const household = await this.households.one(data, staff, places[count % places.length]!, random);
        const chapter = CHAPTERS[count % CHAPTERS.length];
        if (chapter) await this.stories.tell(household, chapter, dispatchers, random);
        await this.aid.tell(count, household, staff.officer);
        progress(count + 1, size.households);
      }
      for (let count = 0; count < size.leads; count++)
        await this.households.lead(staff, random.pick(places), random, data);
    };
    await this.withQueue(tellAll);
  }

  /** Messages and tasks come of it while it is told, as with a worker beside; ends when none is left. */
  private async withQueue(tell: () => Promise<void>): Promise<void> {
    let telling = true;
    const drainMeanwhile = async (): Promise<void> => {
      while (telling) {
        await this.drain.drain();
        await sleep(PAUSE);
      }
    };
    await Promise.all([tell().finally(() => (telling = false)), drainMeanwhile()]);
    await this.drain.drain();
  }
}
