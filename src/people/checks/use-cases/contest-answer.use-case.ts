import { Injectable } from '@nestjs/common';
import { newId } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Policies } from '../../../reference/policies';
import { Audit } from '../../../trust/audit';
import { Economy } from '../../verification';
import type { CheckAnswer } from '../check-answer.entity';
import type { CheckMismatch } from '../check-mismatch.entity';
import { CheckMismatchesStore } from '../check-mismatches.store';
import type { CheckRequest } from '../check-request.entity';
import { ChecksStore } from '../checks.store';
import type { ContestAnswer as Input } from '../dto/check.dto';
import { MismatchMoves } from '../mismatch-moves';
import { sumsOf } from '../mismatch-rules';

/**
 * The household says that an answer is wrong (R65, R81), on its own page or to a worker: that is something to be clarified
 * by the worker who leads its case, who asks, or leads it on to the department with a deadline. Nothing is decided by it.
 */
@Injectable()
export class ContestAnswer {
  constructor(
    private readonly checks: ChecksStore,
    private readonly store: CheckMismatchesStore,
    private readonly moves: MismatchMoves,
    private readonly economy: Economy,
    private readonly policies: Policies,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 404; 409 `check-contest-waits` when it was said before and nobody has looked after it yet,
   *   `check-dispute-runs` when the department is asked already, `check-corrected` when it has given in; 422 an item that
   *   was not answered
   */
  async execute(requestId: string, { item, words }: Input): Promise<CheckMismatch> {
    const { request, answers } = await this.checks.sheet(requestId);
    const heard = answers.filter((row) => row.item === item && row.held !== null);
    if (heard.length === 0) throw invalid([{ field: 'item', code: 'check-not-answered' }]);
    await this.checks.lock([requestId]);
    const known = await this.store.ofItem(requestId, item);
    if (!known) return this.open(request, item, heard, words);
    if (known.state === 'disputed') throw conflict('check-dispute-runs');
    if (known.state === 'corrected') throw conflict('check-corrected');
    if (known.state === 'open' && known.saidAt !== null) throw conflict('check-contest-waits');
    const said = { saidCiphertext: await this.moves.sealSaid(known, words), saidAt: this.clock.now() };
    return this.moves.make(known, 'contest', { ...said, decidedBy: null, decidedAt: null });
  }

  private async open(
    { id: requestId, householdId, districtCode }: CheckRequest,
    item: string,
    heard: readonly CheckAnswer[],
    words: string,
  ): Promise<CheckMismatch> {
    const known = this.policies.current(districtCode).rules.checks.catalogue.find(({ code }) => code === item);
    if (!known) throw invalid([{ field: 'item', code: 'check-item-unknown' }]);
    const [id, at] = [newId(), this.clock.now()];
    const lines = known.speaks ? await this.economy.lines(householdId) : [];
    const sums = sumsOf(known, heard, lines, this.clock.today());
    const row: CheckMismatch = {
      ...{ id, requestId, householdId, districtCode, department: known.department, item },
      ...{ economyKind: sums?.kind ?? null, economyItem: sums?.item ?? null },
      ...{ answeredFen: sums?.answeredFen ?? null, declaredFen: sums?.declaredFen ?? null },
      ...{ state: 'open', noteCiphertext: null },
      ...{ saidCiphertext: await this.moves.sealSaid({ id, householdId }, words), saidAt: at },
      ...{ openedAt: at, dueAt: null, decidedBy: null, decidedAt: null, version: 1 },
    };
    await this.store.add([row]);
    const subject = { subjectType: 'check-mismatch', subjectId: id, householdId, districtCode };
    await this.audit.changed({ action: 'check-mismatch.contested', ...subject, fields: ['state', 'said'] });
    return this.store.get(id);
  }
}
