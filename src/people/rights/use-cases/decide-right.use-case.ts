import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Cases } from '../../cases';
import { Classifications } from '../../classification';
import { CorrectFile } from '../correct-file';
import type { DecideRight } from '../dto/rights-request.dto';
import { RetentionDates } from '../retention-dates';
import { RightsMoves } from '../rights-moves';
import type { RightsRequest } from '../rights-request.entity';
import { RightsRequestsStore } from '../rights-requests.store';

const COPY_DAYS = 14;
const IN_FILE: ReadonlyArray<string | null> = ['name', 'birth-date', 'phone', 'identity-number', 'address'];

/** A person decides on a request and says why in plain words (C1, PIPL 24 and 50). */
@Injectable()
export class DecideOnRight {
  constructor(
    private readonly store: RightsRequestsStore,
    private readonly moves: RightsMoves,
    private readonly correcting: CorrectFile,
    private readonly retention: RetentionDates,
    private readonly cases: Cases,
    private readonly classifications: Classifications,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Takes it in hand. @throws AppError 404, 409, 412 */
  async take(id: string): Promise<RightsRequest> {
    const row = await this.store.get(id);
    const taken = await this.moves.make(row, 'take', { ownerAccountId: this.transactions.actor.userId });
    return this.moves.told(taken, 'rights-request.taken');
  }

  /** @throws AppError 404; 409 `rights-own-decision`, `rights-case-open`, `move-not-allowed`; 412; 422 */
  async decide(id: string, { decision, reason, correction }: DecideRight): Promise<RightsRequest> {
    const row = await this.store.get(id);
    const granted = decision !== 'refuse';
    if (correction && (row.kind !== 'correct' || !granted))
      throw invalid([{ field: 'correction.value', code: 'rights-correction-alien' }]);
    if (granted && row.kind === 'correct' && IN_FILE.includes(row.field) && !correction)
      throw invalid([{ field: 'correction.value', code: 'rights-correction-needed' }]);
    const facts = {
      ownDecision: await this.isOwn(row),
      caseOpen: row.kind === 'delete' && (await this.cases.openCase(row.householdId)) !== null,
    };
    const decidedBy = this.transactions.actor.userId;
    const changes = {
      ...{ decisionReason: reason, decidedBy, decidedAt: this.clock.now() },
      ...(granted ? await this.outcome(row) : {}),
    };
    const decided = await this.moves.make(row, decision, changes, { reason, facts });
    if (correction) await this.correcting.execute(decided, correction);
    const { state, eraseAfter } = decided;
    await this.moves.told(decided, 'rights-request.decided', { outcome: state });
    if (eraseAfter) await this.moves.told(decided, 'rights-request.deletion-granted', { eraseAfter });
    return decided;
  }

  /** Taken back by the household, or by a worker in its name. @throws AppError 404, 409, 412 */
  async withdraw(id: string): Promise<RightsRequest> {
    const row = await this.store.get(id);
    return this.moves.told(await this.moves.make(row, 'withdraw', {}), 'rights-request.withdrawn');
  }

  private async outcome({ kind, householdId, districtCode }: RightsRequest): Promise<Partial<RightsRequest>> {
    if (kind === 'see' || kind === 'copy')
      return { copyUntil: new Date(this.clock.now().getTime() + COPY_DAYS * 24 * 3_600_000) };
    if (kind !== 'delete') return {};
    return { eraseAfter: (await this.retention.of(householdId, districtCode)).eraseAfter };
  }

  /** Human review is another human's (PIPL 24). */
  private async isOwn({ kind, targetKind, targetId }: RightsRequest): Promise<boolean> {
    if (kind !== 'object' || targetKind !== 'classification' || !targetId) return false;
    const { decidedBy, proposedBy } = await this.classifications.get(targetId);
    return [decidedBy, proposedBy].includes(this.transactions.actor.userId);
  }
}
