import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/database';
import { StandingActors } from '../../trust/accounts';
import { sharesOut } from './allocation.lifecycle';

/** Whoever ordered or published an allocation, as far as they may still share out: another post sees another part of the files. */
@Injectable()
export class StandingSharers {
  constructor(private readonly actors: StandingActors) {}

  /** With today's posts; null when none of them shares out in that district any more (R14). */
  async of(accountId: string, districtCode: string): Promise<Actor | null> {
    const actor = await this.actors.of(accountId, districtCode, 'allocation');
    return actor && sharesOut(actor.roles) ? actor : null;
  }
}
