import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { conflict, type FieldError, invalid, notFound } from '../../../platform/errors';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { CaseClock, Cases } from '../../cases';
import { type Household, Households } from '../../households';
import type { AskRight, RecordRight } from '../dto/rights-request.dto';
import { REMINDER, RightsMoves } from '../rights-moves';
import type { RightsRequest } from '../rights-request.entity';
import { RightsRequestsStore } from '../rights-requests.store';

type Asker = Pick<RightsRequest, 'askedAs' | 'askerName' | 'identityCheck' | 'identityNote'>;

/** Takes in a request about the household's own data (PIPL 44–50); its clock starts at once (R100). */
@Injectable()
export class AskForRight {
  constructor(
    private readonly store: RightsRequestsStore,
    private readonly moves: RightsMoves,
    private readonly households: Households,
    private readonly cases: Cases,
    private readonly caseClock: CaseClock,
    private readonly dueItems: DueItems,
    private readonly numbers: NumberSequence,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** By the household itself, behind its link and PIN. @throws AppError 404, 409 `rights-deletion-waits`, 422 */
  async ofHousehold(input: AskRight): Promise<RightsRequest> {
    const { householdId } = this.transactions.actor;
    if (!householdId) throw notFound();
    const household = await this.households.unrecorded(householdId);
    const asker: Asker = {
      askedAs: 'self',
      askerName: household.displayName,
      identityCheck: 'link-and-pin',
      identityNote: null,
    };
    return this.take(household, input, asker);
  }

  /** By a worker, who says how it was made sure who asks. @throws AppError 404, 409 `rights-deletion-waits`, 422 */
  async record({ householdId, ...input }: RecordRight): Promise<RightsRequest> {
    const household = await this.households.unrecorded(householdId);
    const { askedAs, identityCheck, identityNote = null } = input;
    const errors: FieldError[] = [];
    const kin = askedAs === 'next-of-kin';
    if (kin !== (identityCheck === 'death-and-kinship-papers'))
      errors.push({ field: 'identityCheck', code: kin ? 'rights-kin-papers-needed' : 'rights-kin-papers-only' });
    if (askedAs === 'proxy' && identityCheck !== 'written-mandate')
      errors.push({ field: 'identityCheck', code: 'rights-mandate-needed' });
    if (askedAs !== 'self' && !input.askerName) errors.push({ field: 'askerName', code: 'rights-asker-needed' });
    if (identityCheck !== 'known-person' && !identityNote)
      errors.push({ field: 'identityNote', code: 'rights-paper-needed' });
    if (errors.length > 0) throw invalid(errors);
    const askerName = input.askerName ?? household.displayName;
    return this.take(household, input, { askedAs, askerName, identityCheck, identityNote });
  }

  private async take(household: Household, input: AskRight, asker: Asker): Promise<RightsRequest> {
    this.check(input);
    const { id: householdId, districtCode, regionPath } = household;
    const { kind, targetKind = null, targetId = null, words = null, field = null } = input;
    if (kind === 'delete' && (await this.store.openDeletion(householdId))) throw conflict('rights-deletion-waits');
    const { userId } = this.transactions.actor;
    const row: RightsRequest = {
      ...{ id: newId(), number: await this.numbers.nextNumber('Q'), householdId, districtCode, regionPath },
      ...{ kind, targetKind, targetId, words, field, ...asker, recordedBy: userId },
      ownerAccountId: (await this.cases.openCase(householdId))?.leadWorkerId ?? userId,
      ...{ state: 'received', decisionReason: null, decidedBy: null, decidedAt: null },
      receivedAt: this.clock.now(),
      dueAt: this.caseClock.after(districtCode, 'rights-request'),
      ...{ eraseAfter: null, copyUntil: null, copyFileTakenAt: null, copyPageTakenAt: null, version: 1 },
    };
    await this.store.insert(row);
    const dueAt = this.caseClock.after(districtCode, REMINDER);
    await this.dueItems.set({ kind: REMINDER, subjectId: row.id, dueAt, districtCode });
    return this.moves.told(row, 'rights-request.received');
  }

  private check({ kind, words, field, targetKind, targetId }: AskRight): void {
    const errors: FieldError[] = [];
    if (!words && kind !== 'see' && kind !== 'copy') errors.push({ field: 'words', code: 'rights-words-needed' });
    if (kind === 'correct' && !field) errors.push({ field: 'field', code: 'rights-field-needed' });
    if ((targetKind === undefined) !== (targetId === undefined))
      errors.push({ field: 'targetId', code: 'rights-target-incomplete' });
    if (errors.length > 0) throw invalid(errors);
  }
}
