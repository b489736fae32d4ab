import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { Lifecycles, type MoveFacts } from '../../../platform/lifecycle';
import { DueItems } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { Application } from '../application.entity';
import { ApplicationsStore } from '../applications.store';
import type { CheckUrgentPapers, DecideUrgentPapers } from '../dto/urgent-aid.dto';
import { SealedWords } from '../sealed-words';
import { URGENT_PAPERS } from '../urgent-papers.due';
import type { UrgentPapers } from '../urgent-papers.entity';
import { urgentPapersLifecycle, type UrgentPapersMove } from '../urgent-papers.lifecycle';
import { UrgentPapersStore } from '../urgent-papers.store';

/** The papers of an urgent grant: brought, read, and where they are wrong a second person decides about the money (B24). */
@Injectable()
export class FollowPapers {
  constructor(
    private readonly applications: ApplicationsStore,
    private readonly store: UrgentPapersStore,
    private readonly lifecycles: Lifecycles,
    private readonly sealed: SealedWords,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** They are all there; the clock stops. @throws AppError 404 `urgent-papers-not-found`; 409 `move-not-allowed`; 412 */
  async complete(applicationId: string): Promise<Application> {
    const { application, row } = await this.both(applicationId);
    const { userId: broughtBy } = this.transactions.actor;
    await this.move(application, row, 'complete-papers', { broughtAt: this.clock.now(), broughtBy });
    await this.dueItems.cancel(URGENT_PAPERS, row.id);
    return application;
  }

  /**
   * What they showed. A sum to be reclaimed is a proposal; nothing is taken back by it.
   * @throws AppError 404; 409 `move-not-allowed`, `urgent-papers-own-grant`; 412; 422 `urgent-papers-sum-needed`, `urgent-papers-sum-over`,
   *   `urgent-papers-sum-not-asked`
   */
  async check(applicationId: string, { result, reclaimFen, finding }: CheckUrgentPapers): Promise<Application> {
    const { application, row } = await this.both(applicationId);
    const move = result === 'right' ? 'find-right' : 'find-wrong';
    if (urgentPapersLifecycle.rule(row.state, move)) this.checkSum(application, result, reclaimFen);
    const { userId: checkedBy } = this.transactions.actor;
    const changes = {
      ...{ checkedAt: this.clock.now(), checkedBy, reclaimFen: reclaimFen ?? null },
      findingCiphertext: await this.sealed.seal('finding', row.householdId, row.id, finding),
    };
    await this.move(application, row, move, changes, { ownGrant: application.decidedBy === checkedBy });
    await this.dueItems.cancel(URGENT_PAPERS, row.id);
    return application;
  }

  /** The district decides; never who granted it or found it wrong. @throws AppError 404; 409 `urgent-papers-own-…`; 412 */
  async decide(applicationId: string, { decision, ground }: DecideUrgentPapers): Promise<Application> {
    const { application, row } = await this.both(applicationId);
    const { userId: decidedBy } = this.transactions.actor;
    const changes = {
      ...{ decidedAt: this.clock.now(), decidedBy },
      groundCiphertext: await this.sealed.seal('papersGround', row.householdId, row.id, ground),
    };
    await this.move(application, row, decision, changes, {
      ownFinding: row.checkedBy === decidedBy,
      ownGrant: application.decidedBy === decidedBy,
    });
    return application;
  }

  private async both(applicationId: string): Promise<{ application: Application; row: UrgentPapers }> {
    const application = await this.applications.get(applicationId);
    return { application, row: await this.store.getOf(applicationId) };
  }

  private checkSum({ amountFen }: Application, result: 'right' | 'wrong', reclaimFen: number | undefined): void {
    const say = (code: string, params = {}) => invalid([{ field: 'reclaimFen', code, params }]);
    if (result === 'right' && reclaimFen !== undefined) throw say('urgent-papers-sum-not-asked');
    if (result === 'wrong' && reclaimFen === undefined) throw say('urgent-papers-sum-needed');
    if ((reclaimFen ?? 0) > (amountFen ?? 0)) throw say('urgent-papers-sum-over', { most: (amountFen ?? 0) / 100 });
  }

  private async move(
    { regionPath }: Application,
    row: UrgentPapers,
    move: UrgentPapersMove,
    changes: Partial<UrgentPapers>,
    facts: MoveFacts = {},
  ): Promise<void> {
    const { id: subjectId, householdId, districtCode, state: from } = row;
    const place = { subjectId, householdId, districtCode, regionPath };
    const state = await this.lifecycles.move({ lifecycle: urgentPapersLifecycle, ...place, from, move, facts });
    await this.store.update(row, { ...changes, state });
    const fields = ['state', ...Object.keys(changes)];
    await this.audit.changed({ action: `urgent-papers.${move}`, subjectType: 'urgent-papers', ...place, fields });
  }
}
