import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { stale } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Clock } from '../../../platform/time';
import { Audit } from '../../audit';
import { BrowsingAlarm } from '../browsing-alarm.entity';
import { browsingAlarmLifecycle } from '../browsing-alarm.lifecycle';
import { BrowsingAlarms } from '../browsing-alarms.service';

/** Somebody has looked into an alarm and says what it was (C3). */
@Injectable()
export class LookIntoAlarm {
  constructor(
    private readonly alarms: BrowsingAlarms,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `alarm-own`, `move-not-allowed`; 412 when someone else was first */
  async execute(id: string, finding: string): Promise<BrowsingAlarm> {
    const row = await this.alarms.get(id);
    const { userId, districtCodes } = this.transactions.actor;
    const districtCode = row.districtCode ?? districtCodes[0] ?? '';
    const subject = { subjectId: id, districtCode, regionPath: row.regionPath };
    const facts = { own: userId === row.accountId };
    const state = await this.lifecycles.move({
      ...{ lifecycle: browsingAlarmLifecycle, ...subject, from: row.state, move: 'look-into', facts },
    });
    const changes = { state, finding, lookedBy: userId, lookedAt: this.clock.now(), version: row.version + 1 };
    const where = { id, version: row.version, state: row.state };
    const result = await this.transactions.manager.update(BrowsingAlarm, where, changes);
    if (result.affected !== 1) throw stale();
    await this.audit.changed({ action: 'access-alarm.looked-into', subjectType: 'access-alarm', subjectId: id });
    return { ...row, ...changes };
  }
}
