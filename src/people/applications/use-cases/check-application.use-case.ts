import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { WORKERS } from '../../../trust/access';
import { type AccountRow, Accounts } from '../../../trust/accounts';
import { Conflicts } from '../../../trust/conflicts';
import type { Application } from '../application.entity';
import { applicationLifecycle } from '../application.lifecycle';
import { ApplicationMoves } from '../application-moves';
import { ApplicationsStore } from '../applications.store';
import type { CheckApplication as Visit } from '../dto/application.dto';
import { SealedWords } from '../sealed-words';

const DISTRICT = ['centre-worker', 'officer'] as const;

/** Records the visit by named people (B10): after the acceptance, by as many as the act asks, none of them too close. */
@Injectable()
export class CheckApplication {
  constructor(
    private readonly store: ApplicationsStore,
    private readonly moves: ApplicationMoves,
    private readonly sealed: SealedWords,
    private readonly accounts: Accounts,
    private readonly conflicts: Conflicts,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`, `application-district-visits`; 422 day or people; 412 */
  async execute(id: string, visit: Visit): Promise<Application> {
    const row = await this.store.get(id);
    const act = this.moves.actOf(row);
    if (!act) throw conflict('application-act-gone');
    // Whether it is time for a visit at all comes before what is wrong with the form.
    if (applicationLifecycle.rule(row.state, 'check')) {
      this.checkDay(row, visit.visitedOn);
      await this.checkPeople(row, visit.investigatorIds, act.investigators);
    }
    const { roles, userId } = this.transactions.actor;
    const district = DISTRICT.some((role) => roles.includes(role));
    const changes = { checkedAt: this.clock.now() };
    const checked = await this.moves.make(row, 'check', {
      facts: { relatedToStaff: row.relatedToStaff, district },
      changes,
    });
    const visitId = newId();
    const { householdId, districtCode } = row;
    await this.store.insertVisit({
      ...{ id: visitId, applicationId: id, householdId, districtCode, visitedOn: visit.visitedOn },
      ...{ investigatorIds: visit.investigatorIds, result: visit.result },
      noteCiphertext: await this.sealed.seal('note', householdId, visitId, visit.note),
      ...{ recordedBy: userId, recordedAt: this.clock.now() },
    });
    return checked;
  }

  private checkDay({ acceptedAt }: Application, visitedOn: string): void {
    if (visitedOn > this.clock.today()) throw invalid([{ field: 'visitedOn', code: 'day-ahead' }]);
    if (acceptedAt !== null && visitedOn < dayOf(acceptedAt))
      throw invalid([{ field: 'visitedOn', code: 'application-visit-before-acceptance' }]);
  }

  private async checkPeople({ householdId, districtCode }: Application, ids: string[], needed: number): Promise<void> {
    const wrong = (code: string) => invalid([{ field: 'investigatorIds', code, params: { needed } }]);
    if (new Set(ids).size < ids.length) throw wrong('application-investigator-twice');
    if (ids.length < needed) throw wrong('application-investigators-needed');
    for (const accountId of ids) {
      const account = await this.accounts.get(accountId).catch(() => null);
      if (!account || !visits(account, districtCode)) throw wrong('application-investigator-unknown');
    }
    if ((await this.conflicts.among(ids, householdId)).size > 0) throw wrong('application-investigator-close');
  }
}

/** The civil date in Asia/Shanghai. */
const dayOf = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

/** Staff of the assistance system of that district, still at work. */
const visits = ({ state, posts }: AccountRow, districtCode: string) =>
  state === 'active' &&
  posts.some(
    (post) => post.districtCode === districtCode && [...WORKERS, 'officer'].some((role) => role === post.role),
  );
