import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database';
import { AppError } from '../../platform/errors';
import { Clock } from '../../platform/time';
import {
  AcceptReferral,
  CloseReferral,
  CompleteReferral,
  ConfirmReferral,
  ConsentReferral,
  CreateReferral,
  DeclineReferral,
  ScheduleReferral,
  SendReferral,
  StartReferral,
} from '../../referral/referrals';
import { RecordDelivery } from '../../results/deliveries';
import { readDemonstrationData } from './demonstration-data';
import type { SeededRandom } from './seeded-random';

const DAY = 86_400_000;

/** How far the loop has gone for a household when the district is opened. */
export type Chapter = 'assessed' | 'planned' | 'sent' | 'declined' | 'accepted' | 'served' | 'closed';

/** What happens to a referral after it was sent. */
@Injectable()
export class ReferralActs {
  constructor(
    private readonly transactions: Transactions,
    readonly create: CreateReferral,
    readonly consent: ConsentReferral,
    readonly send: SendReferral,
    private readonly accept: AcceptReferral,
    private readonly decline: DeclineReferral,
    private readonly schedule: ScheduleReferral,
    private readonly start: StartReferral,
    private readonly deliver: RecordDelivery,
    private readonly complete: CompleteReferral,
    private readonly confirm: ConfirmReferral,
    private readonly close: CloseReferral,
    private readonly clock: Clock,
  ) {}

  private readonly words = readDemonstrationData().words;

  async follow(id: string, chapter: Chapter, dispatcher: Actor, station: Actor, random: SeededRandom): Promise<void> {
    if (chapter === 'declined') {
      await this.transactions.run(dispatcher, () => this.decline.execute(id, { reason: 'no-staff', shared: false }));
      return;
    }
    await this.transactions.run(dispatcher, () => this.accept.execute(id));
    if (chapter === 'accepted') return;
    await this.transactions.run(dispatcher, async () => {
      await this.schedule.execute(id, new Date(this.clock.now().getTime() + DAY));
      await this.start.execute(id);
      await this.deliver.execute(id, {
        deliveredOn: this.clock.today(),
        units: random.between(1, 4),
        note: this.words.note,
      });
    });
    if (chapter === 'served') return;
    await this.transactions.run(dispatcher, () => this.complete.execute(id));
    const outcome = random.chance(0.8) ? 'helped' : 'partly';
    const end = (): Promise<void> =>
      this.transactions.run(station, async () => {
        await this.confirm.execute(id, { mode: 'assisted' });
        await this.close.execute(id, { outcome });
      });
    // The queue works beside: when it was quicker with the same need, the act is done once more, as a person would.
    await end().catch((error: unknown) => {
      if (error instanceof AppError && [409, 412].includes(error.status)) return end();
      throw error;
    });
  }
}
