import { Injectable } from '@nestjs/common';
import { invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Policies } from '../../../reference/policies';
import type { Application } from '../application.entity';
import { ApplicationMoves } from '../application-moves';
import { ApplicationsStore } from '../applications.store';
import { CommittedPapers } from '../committed-papers';
import type { ReturnApplication } from '../dto/application.dto';

/** The township accepts, or says once what is missing (B4, B14); the household brings it, or takes its application back. */
@Injectable()
export class ReceiveApplication {
  constructor(
    private readonly store: ApplicationsStore,
    private readonly moves: ApplicationMoves,
    private readonly committed: CommittedPapers,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`; 412 */
  async accept(id: string): Promise<Application> {
    return this.moves.make(await this.store.get(id), 'accept', { changes: { acceptedAt: this.clock.now() } });
  }

  /**
   * Names everything that is missing in one list.
   * @throws AppError 409 `application-returned-before`; 422 a paper that is not known, that the office looks up itself
   *   (B14), or in whose place the household has given its word (R89)
   */
  async giveBack(id: string, { missing }: ReturnApplication): Promise<Application> {
    const row = await this.store.get(id);
    const { papers } = this.policies.current(row.districtCode).rules;
    const committed = await this.committed.of(id);
    for (const code of missing) {
      const paper = papers.find((one) => one.code === code);
      if (!paper) throw invalid([{ field: 'missing', code: 'application-paper-unknown' }]);
      if (paper.online) throw invalid([{ field: 'missing', code: 'application-paper-online' }]);
      if (committed.includes(code)) throw invalid([{ field: 'missing', code: 'application-paper-committed' }]);
    }
    return this.moves.make(row, 'return', {
      facts: { returnedBefore: row.returnedAt !== null },
      changes: { missing: [...new Set(missing)], returnedAt: this.clock.now() },
    });
  }

  /** What was missing is there. */
  async complete(id: string): Promise<Application> {
    return this.moves.make(await this.store.get(id), 'complete');
  }

  /** The household no longer wants it; possible until it is decided. */
  async withdraw(id: string, reason: string): Promise<Application> {
    return this.moves.make(await this.store.get(id), 'withdraw', { reason });
  }
}
