import { Injectable } from '@nestjs/common';
import { Instruments, RecordTraining } from '../../people/assessments';
import { type Actor, Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import type { DemonstrationStaff } from './demonstration-accounts';

/** Everybody who assesses in the invented district was trained for the scales that ask for it (R18). */
@Injectable()
export class DemonstrationTrainings {
  constructor(
    private readonly transactions: Transactions,
    private readonly instruments: Instruments,
    private readonly recording: RecordTraining,
    private readonly clock: Clock,
  ) {}

  /** The authority records those of the centre too: nobody records their own. */
  async make({ atUnit, centre, officer }: DemonstrationStaff): Promise<void> {
    const scales = this.instruments.all().filter(({ assessors }) => assessors === 'trained');
    const workers = new Map<string, Actor>();
    for (const actor of [...atUnit.values(), ...centre])
      if (actor.userId !== null && actor.userId !== officer.userId) workers.set(actor.userId, actor);
    const trainedOn = this.clock.today();
    await this.transactions.run(officer, async () => {
      for (const accountId of workers.keys())
        for (const { code: instrument } of scales) await this.recording.record({ accountId, instrument, trainedOn });
    });
  }
}
