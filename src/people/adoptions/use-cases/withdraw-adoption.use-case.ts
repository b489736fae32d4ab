import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { Events } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { PackVersions } from '../../../reference/policies';
import type { Adoption } from '../adoption.entity';
import { Adoptions } from '../adoptions.service';
import { AdoptionsStore } from '../adoptions.store';
import type { AdoptionReason } from '../dto/adoption.dto';

/** Takes a version back while nobody has been decided by it; the district runs on what it ran on before (R2). */
@Injectable()
export class WithdrawAdoption {
  constructor(
    private readonly store: AdoptionsStore,
    private readonly adoptions: Adoptions,
    private readonly versions: PackVersions,
    private readonly transactions: Transactions,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError as `Adoptions.make` */
  async execute(id: string, { reason }: AdoptionReason): Promise<Adoption> {
    const row = await this.store.hold(id);
    const withdrawn = await this.adoptions.make(
      row,
      'withdraw',
      {
        ...{ withdrawnBy: this.transactions.actor.userId, withdrawnAt: this.clock.now(), withdrawReason: reason },
      },
      reason,
    );
    await this.versions.withdraw(row.packCode!, row.draftId);
    const { districtCode, version } = withdrawn;
    const event = { type: 'pack-adoption.withdrawn', aggregateId: id, aggregateVersion: version, districtCode };
    await this.events.publish(event);
    return withdrawn;
  }
}
