import { Injectable } from '@nestjs/common';
import { anonymousActor, Transactions } from '../../platform/database';

const LIMIT_SECONDS = 60;

/** How far the seals are behind the record; a minute behind, the process is not ready (design 8.4). */
@Injectable()
export class SealLag {
  constructor(private readonly transactions: Transactions) {}

  /** Age of the oldest unsealed row in seconds; 0 when everything is sealed. */
  async seconds(): Promise<number> {
    return this.transactions.runApart(
      anonymousActor('readiness'),
      async () => {
        const [row] = await this.transactions.manager.query<Array<{ lag: number }>>(
          'select app.audit_seal_lag() as lag',
        );
        return row?.lag ?? 0;
      },
      { readOnly: true },
    );
  }

  /** For readiness: `health.register('audit-seal', () => sealLag.ok())`. */
  async ok(): Promise<boolean> {
    return (await this.seconds()) <= LIMIT_SECONDS;
  }
}
