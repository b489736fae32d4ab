import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { AppError, conflict, invalid } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Audit } from '../../../trust/audit';
import { type Household, Households } from '../../households';
import type { EndTakeAlong, TakeAlong as TakeAlongInput } from '../dto/take-along.dto';
import { takeAlongLifecycle } from '../take-along.lifecycle';
import { type TakeAlongStanding, TakeAlongsStore } from '../take-alongs.store';

/**
 * Puts households on a device for a day by an explicit act of the worker (R103): each file is opened for it, which is on the
 * record with the purpose; nothing that the worker may not open goes along.
 */
@Injectable()
export class TakeScalesAlong {
  constructor(
    private readonly store: TakeAlongsStore,
    private readonly households: Households,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 409 `take-along-needs-session`; 422 a file that is out of reach; 429 */
  async take({ device, purpose, households }: TakeAlongInput): Promise<TakeAlongStanding> {
    const { userId, sessionId, regionPath: post } = this.transactions.actor;
    // A key of an integrator never logs out, so nothing would end with it.
    if (!userId || !sessionId) throw conflict('take-along-needs-session');
    const ids = [...new Set(households)];
    const files: Household[] = [];
    for (const id of ids) files.push(await this.open(id, purpose));
    const id = newId();
    const { districtCode } = files[0]!;
    const regionPath = `${post ?? ''}/`;
    const row = {
      id,
      accountId: userId,
      sessionId,
      districtCode,
      regionPath,
      device,
      purpose,
      state: takeAlongLifecycle.initial,
    };
    const open = { endReason: null, endedBy: null, endedAt: null, lastPacketAt: null, version: 1 };
    await this.store.insert({ ...row, ...open }, ids);
    const subject = { subjectType: 'take-along', subjectId: id, districtCode };
    await this.audit.changed({ action: 'take-along.begun', ...subject, fields: ['households', 'purpose', 'device'] });
    return this.store.get(id);
  }

  /**
   * Given back, or lost: from now on the device is refused and wipes itself as soon as it hears of it.
   * @throws AppError 404; 409 `move-not-allowed`; 412
   */
  async end(id: string, { reason }: EndTakeAlong): Promise<TakeAlongStanding> {
    const { row } = await this.store.get(id);
    const { districtCode } = row;
    const place = { subjectId: id, districtCode };
    const state = await this.lifecycles.move({
      ...{ lifecycle: takeAlongLifecycle, ...place, from: row.state, move: 'end', reason },
    });
    await this.store.end(row, { state, endReason: reason, endedBy: this.transactions.actor.userId });
    const subject = { subjectType: 'take-along', subjectId: id, districtCode };
    await this.audit.changed({ action: 'take-along.ended', ...subject, fields: ['state', 'endReason'] });
    return this.store.get(id);
  }

  private async open(id: string, purpose: string): Promise<Household> {
    try {
      return await this.households.open(id, { purpose, fields: ['displayName', 'members'] });
    } catch (error) {
      if (error instanceof AppError && error.status === 404)
        throw invalid([{ field: 'households', code: 'take-along-household-unknown' }]);
      throw error;
    }
  }
}
