import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { type MoveFacts } from '../../../platform/lifecycle';
import { Clock } from '../../../platform/time';
import { plusDays } from '../../../reference/calendar';
import type { Act } from '../../../reference/policies';
import { deviates } from '../act-proposal';
import type { Application } from '../application.entity';
import { applicationLifecycle } from '../application.lifecycle';
import { ApplicationMoves } from '../application-moves';
import { Applications } from '../applications.service';
import { ApplicationsStore } from '../applications.store';
import { ChecklistLine } from '../checklist-line';
import type { DecideApplication as Decision } from '../dto/application.dto';
import { GrantedPayments } from '../granted-payments';
import { RepeatedAid } from '../repeated-aid';
import { TownshipDecisions } from '../township-decisions';

/** A person decides (R3, B4): as proposed or with a ground, the township within its delegation (R70); then tells it (B52). */
@Injectable()
export class DecideApplication {
  constructor(
    private readonly store: ApplicationsStore,
    private readonly moves: ApplicationMoves,
    private readonly applications: Applications,
    private readonly payments: GrantedPayments,
    private readonly repeated: RepeatedAid,
    private readonly township: TownshipDecisions,
    private readonly checklist: ChecklistLine,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 404; 409 `move-not-allowed`, `application-district-decides`, `application-publish-first`,
   *   `application-publicity-running`, `application-objection-open`, `application-aid-repeated`; 422
   *   `application-over-delegation`, ground or sum missing
   */
  async decide(id: string, { outcome, amountFen, ground, paidFrom }: Decision): Promise<Application> {
    const row = await this.store.get(id);
    const act = this.actOf(row);
    const { calculationId, ...proposal } = await this.applications.proposal(row);
    const granted = outcome === 'granted';
    const pays = granted && act.pays !== 'none';
    const sum = pays ? (amountFen ?? row.opinionFen ?? proposal.amountFen) : null;
    const otherwise = deviates(proposal, { outcome, amountFen: sum });
    const ripe = applicationLifecycle.rule(row.state, granted ? 'grant' : 'refuse') !== undefined;
    if (ripe && !this.township.isBound(row)) {
      if (granted && paidFrom === 'reserve') this.checkReserve(row, act);
      this.check(row, { pays, sum, ground, needsGround: !granted || otherwise });
      if (granted) await this.repeated.check(row, act, ground);
    }
    const sampled = ripe && (await this.township.draw(row));
    const decided = await this.moves.make(row, granted ? 'grant' : 'refuse', {
      facts: await this.facts(row, act),
      changes: {
        ...{ outcome, amountFen: sum, calculationId, deviates: otherwise, sampled },
        groundCiphertext: ground === undefined ? null : await this.moves.seal(row, ground),
        ...{ decidedBy: this.transactions.actor.userId, decidedAt: this.clock.now() },
      },
    });
    if (sum !== null && sum > 0) await this.payments.pay(decided, act, sum, paidFrom);
    await this.checklist.follow(decided, outcome);
    return decided;
  }

  /** The sum is beyond the township, or it wants the district to decide: it goes up as it is (R70). */
  async forward(id: string): Promise<Application> {
    const row = await this.store.get(id);
    if (row.level === 'district') throw conflict('application-with-district');
    return this.moves.make(row, 'forward', { changes: { level: 'district' } });
  }

  /** The notice is handed over; the days for a review begin (B52). @throws AppError 404; 409 `move-not-allowed` */
  async notify(id: string): Promise<Application> {
    const row = await this.store.get(id);
    const { days } = this.actOf(row).remedy;
    const remedyUntil = plusDays(this.clock.today(), days);
    return this.moves.make(row, 'notify', { changes: { notifiedAt: this.clock.now(), remedyUntil } });
  }

  private actOf(row: Application): Act {
    const act = this.moves.actOf(row);
    if (!act) throw conflict('application-act-gone');
    return act;
  }

  /** The reserve is for temporary aid that the township decides on itself (R70, B24). */
  private checkReserve({ level }: Application, { urgent, pays }: Act): void {
    if (!urgent || pays !== 'once' || level !== 'township')
      throw invalid([{ field: 'paidFrom', code: 'application-not-from-reserve' }]);
  }

  private check(
    row: Application,
    asked: { pays: boolean; sum: number | null; ground: string | undefined; needsGround: boolean },
  ): void {
    if (asked.pays && (asked.sum === null || asked.sum === 0))
      throw invalid([{ field: 'amountFen', code: 'application-amount-needed' }]);
    const limit = this.township.limitPassed(row, asked.sum);
    if (limit !== null)
      throw invalid([{ field: 'amountFen', code: 'application-over-delegation', params: { limit: limit / 100 } }]);
    if (asked.needsGround && asked.ground === undefined)
      throw invalid([{ field: 'ground', code: 'application-ground-needed' }]);
  }

  private async facts(row: Application, act: Act): Promise<MoveFacts> {
    const objections = await this.store.objections(row.id);
    return {
      townshipBound: this.township.isBound(row),
      publicity: !act.child && act.publicity !== null,
      published: row.publishedOn !== null,
      publicityOver: row.publishedUntil !== null && row.publishedUntil < this.clock.today(),
      openObjections: objections.filter(({ state }) => state === 'open').length,
    };
  }
}
