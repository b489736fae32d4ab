import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import type { Act } from '../../../reference/policies';
import { Audit } from '../../../trust/audit';
import type { Application } from '../application.entity';
import { ApplicationClock } from '../application-clock';
import { applicationLifecycle } from '../application.lifecycle';
import { ApplicationMoves } from '../application-moves';
import { ApplicationsStore } from '../applications.store';
import { ChecklistLine } from '../checklist-line';
import type { GrantUrgentAid as Grant } from '../dto/urgent-aid.dto';
import { GrantedPayments } from '../granted-payments';
import { RepeatedAid } from '../repeated-aid';
import { SealedWords } from '../sealed-words';
import { TownshipDecisions } from '../township-decisions';
import { URGENT_PAPERS } from '../urgent-papers.due';
import { urgentPapersLifecycle } from '../urgent-papers.lifecycle';
import { UrgentPapersStore } from '../urgent-papers.store';

/**
 * Urgent temporary aid (B24): a person says why it cannot wait, and the township grants within its delegation without visit or
 * publication and pays from its reserve (R70); the papers come after. The district may grant too, and pays by its list.
 */
@Injectable()
export class GrantUrgentAid {
  constructor(
    private readonly store: ApplicationsStore,
    private readonly papers: UrgentPapersStore,
    private readonly moves: ApplicationMoves,
    private readonly township: TownshipDecisions,
    private readonly repeated: RepeatedAid,
    private readonly payments: GrantedPayments,
    private readonly dates: ApplicationClock,
    private readonly checklist: ChecklistLine,
    private readonly sealed: SealedWords,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`, `application-not-urgent-act`, `application-urgent-already` */
  async mark(id: string, ground: string): Promise<Application> {
    const row = await this.store.get(id);
    const urgencyCiphertext = await this.sealed.seal('urgency', row.householdId, id, ground);
    return this.moves.make(row, 'mark-urgent', {
      facts: { urgentAct: this.actOf(row).urgent, urgent: row.urgent },
      changes: { urgent: true, urgencyCiphertext },
    });
  }

  /**
   * @throws AppError 404; 409 `move-not-allowed`, `application-not-urgent`, `application-district-decides`, `reserve-missing`,
   *   `reserve-short`, `application-aid-repeated`; 422 `application-urgent-over-delegation`, `application-repeat-ground-needed`
   */
  async grant(id: string, { amountFen, ground }: Grant): Promise<Application> {
    const row = await this.store.get(id);
    const act = this.actOf(row);
    const now = this.clock.now();
    const bound = this.township.isBound(row);
    const ripe = row.urgent && !bound && applicationLifecycle.rule(row.state, 'grant-at-once') !== undefined;
    if (ripe) {
      this.checkLimit(row, amountFen);
      await this.repeated.check(row, act, ground);
    }
    const why = ground ?? (await this.sealed.urgency(row));
    const decided = await this.moves.make(row, 'grant-at-once', {
      facts: { urgent: row.urgent, townshipBound: bound },
      changes: {
        groundCiphertext: why === null ? null : await this.moves.seal(row, why),
        ...{ outcome: 'granted', amountFen, deviates: true, sampled: ripe && (await this.township.draw(row)) },
        ...{ acceptedAt: row.acceptedAt ?? now, decidedBy: this.transactions.actor.userId, decidedAt: now },
      },
    });
    await this.payments.pay(decided, act, amountFen, this.township.byTownship() ? 'reserve' : 'district');
    await this.await(decided, act, now);
    await this.checklist.follow(decided, 'granted');
    return decided;
  }

  private checkLimit(row: Application, amountFen: number): void {
    const limit = this.township.limitPassed(row, amountFen);
    if (limit === null) return;
    const params = { limit: limit / 100 };
    throw invalid([{ field: 'amountFen', code: 'application-urgent-over-delegation', params }]);
  }

  /** From now on the papers are awaited, within the clock of the act. */
  private async await({ id: applicationId, householdId, districtCode }: Application, act: Act, now: Date) {
    const dueAt = this.dates.papersDue(act, now);
    const id = newId();
    await this.papers.insert({
      ...{ id, applicationId, householdId, districtCode, state: urgentPapersLifecycle.initial, dueAt, raisedAt: null },
      ...{ broughtAt: null, broughtBy: null, checkedAt: null, checkedBy: null, findingCiphertext: null },
      ...{ reclaimFen: null, decidedAt: null, decidedBy: null, groundCiphertext: null, version: 1 },
    });
    await this.dueItems.set({ kind: URGENT_PAPERS, subjectId: id, districtCode, dueAt });
    const subject = { subjectType: 'urgent-papers', subjectId: id, householdId, districtCode };
    await this.audit.changed({ action: 'urgent-papers.awaited', ...subject, fields: ['dueAt'] });
  }

  private actOf(row: Application): Act {
    const act = this.moves.actOf(row);
    if (!act) throw conflict('application-act-gone');
    return act;
  }
}
