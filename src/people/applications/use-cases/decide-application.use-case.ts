import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { type MoveFacts } from '../../../platform/lifecycle';
import { Clock, nextMonth } from '../../../platform/time';
import { plusDays } from '../../../reference/calendar';
import { type Act, type Delegation, Policies } from '../../../reference/policies';
import { deviates } from '../act-proposal';
import type { Application } from '../application.entity';
import { applicationLifecycle } from '../application.lifecycle';
import { ApplicationMoves } from '../application-moves';
import { Applications } from '../applications.service';
import { ApplicationsStore } from '../applications.store';
import { BenefitPaymentsStore } from '../benefit-payments.store';
import { ChecklistLine } from '../checklist-line';
import { isSampled, limitPassed } from '../delegation';
import type { DecideApplication as Decision } from '../dto/application.dto';

/** A person decides (R3, B4): as proposed or with a ground, the township within its delegation (R70); then tells it (B52). */
@Injectable()
export class DecideApplication {
  constructor(
    private readonly store: ApplicationsStore,
    private readonly moves: ApplicationMoves,
    private readonly applications: Applications,
    private readonly payments: BenefitPaymentsStore,
    private readonly checklist: ChecklistLine,
    private readonly policies: Policies,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 404; 409 `move-not-allowed`, `application-district-decides`, `application-publish-first`,
   *   `application-publicity-running`, `application-objection-open`; 422 `application-over-delegation`, ground or sum missing
   */
  async decide(id: string, { outcome, amountFen, ground }: Decision): Promise<Application> {
    const row = await this.store.get(id);
    const act = this.actOf(row);
    const { calculationId, ...proposal } = await this.applications.proposal(row);
    const granted = outcome === 'granted';
    const pays = granted && act.pays !== 'none';
    const sum = pays ? (amountFen ?? row.opinionFen ?? proposal.amountFen) : null;
    const otherwise = deviates(proposal, { outcome, amountFen: sum });
    const ripe = applicationLifecycle.rule(row.state, granted ? 'grant' : 'refuse') !== undefined;
    if (ripe && !this.districtBound(row)) this.check(row, { pays, sum, ground, needsGround: !granted || otherwise });
    const sampled = ripe && this.byTownship() && (await this.draw(row));
    const decided = await this.moves.make(row, granted ? 'grant' : 'refuse', {
      facts: await this.facts(row, act),
      changes: {
        ...{ outcome, amountFen: sum, calculationId, deviates: otherwise, sampled },
        groundCiphertext: ground === undefined ? null : await this.moves.seal(row, ground),
        ...{ decidedBy: this.transactions.actor.userId, decidedAt: this.clock.now() },
      },
    });
    if (sum !== null && sum > 0) await this.pay(decided, act, sum);
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

  private check(
    row: Application,
    asked: { pays: boolean; sum: number | null; ground: string | undefined; needsGround: boolean },
  ): void {
    if (asked.pays && (asked.sum === null || asked.sum === 0))
      throw invalid([{ field: 'amountFen', code: 'application-amount-needed' }]);
    const limit = this.byTownship() ? limitPassed(row.act, asked.sum, this.delegations(row)) : null;
    if (limit !== null)
      throw invalid([{ field: 'amountFen', code: 'application-over-delegation', params: { limit: limit / 100 } }]);
    if (asked.needsGround && asked.ground === undefined)
      throw invalid([{ field: 'ground', code: 'application-ground-needed' }]);
  }

  private async facts(row: Application, act: Act): Promise<MoveFacts> {
    const objections = await this.store.objections(row.id);
    return {
      townshipBound: this.districtBound(row),
      publicity: !act.child && act.publicity !== null,
      published: row.publishedOn !== null,
      publicityOver: row.publishedUntil !== null && row.publishedUntil < this.clock.today(),
      openObjections: objections.filter(({ state }) => state === 'open').length,
    };
  }

  /** The district decides, and it is not the district that asks. */
  private districtBound(row: Application): boolean {
    const handedDown = this.delegations(row).some(({ act }) => act === row.act);
    return this.byTownship() && (row.level === 'district' || !handedDown);
  }

  private byTownship(): boolean {
    return !this.transactions.actor.roles.includes('officer');
  }

  private delegations({ districtCode }: Application): readonly Delegation[] {
    return this.policies.current(districtCode).rules.delegations;
  }

  private async draw(row: Application): Promise<boolean> {
    const rule = this.delegations(row).find(({ act }) => act === row.act);
    if (!rule) return false;
    return isSampled(rule.samplePercent, await this.store.decidedByTownship(row), randomInt(1_000_000) / 1_000_000);
  }

  private pay(row: Application, act: Act, amountFen: number): Promise<void> {
    const { id: applicationId, householdId, districtCode, regionPath, applicantId: payeeId } = row;
    const today = this.clock.today();
    const monthly = act.pays === 'month';
    return this.payments.insert({
      ...{ id: newId(), applicationId, householdId, districtCode, regionPath, payeeId, act: act.code, amountFen },
      ...{ rhythm: monthly ? 'month' : 'once', fromMonth: monthly ? nextMonth(today) : `${today.slice(0, 7)}-01` },
      createdAt: this.clock.now(),
    });
  }
}
