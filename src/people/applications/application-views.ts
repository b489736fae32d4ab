import { Injectable } from '@nestjs/common';
import { inTurn, Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { Units } from '../../reference/regions';
import { releaseFields, type Unreleased } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { HouseholdLevels, Households } from '../households';
import type { Application } from './application.entity';
import { applicationLifecycle } from './application.lifecycle';
import { ApplicationMoves } from './application-moves';
import { Applications } from './applications.service';
import { ApplicationsStore } from './applications.store';
import type { BenefitPayment } from './benefit-payment.entity';
import { BenefitPaymentsStore } from './benefit-payments.store';
import {
  type ApplicationLine,
  applicationLine,
  type ApplicationView,
  applicationView,
  type PaymentView,
  paymentView,
} from './dto/application.view';
import { SealedWords } from './sealed-words';
import { SecondLooks } from './second-looks.service';
import { UrgentPapersViews } from './urgent-papers-views';

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Applications as the reader may see them (C3). */
@Injectable()
export class ApplicationViews {
  constructor(
    private readonly store: ApplicationsStore,
    private readonly payments: BenefitPaymentsStore,
    private readonly applications: Applications,
    private readonly moves: ApplicationMoves,
    private readonly sealed: SealedWords,
    private readonly papers: UrgentPapersViews,
    private readonly looks: SecondLooks,
    private readonly households: Households,
    private readonly levels: HouseholdLevels,
    private readonly accounts: Accounts,
    private readonly units: Units,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async lines(rows: readonly Application[]): Promise<ApplicationLine[]> {
    const ids = rows.map(({ householdId }) => householdId);
    const levels = await this.levels.ofAll(ids);
    const files = await this.households.labelsOf(ids);
    const lines: ApplicationLine[] = [];
    for (const row of rows) {
      const head = await this.head(row, files.get(row.householdId));
      lines.push(releaseFields(applicationLine, head, levels.get(row.householdId)!));
    }
    return lines;
  }

  async one(row: Application): Promise<ApplicationView> {
    const visits = await this.store.visits(row.id);
    const objections = await this.store.objections(row.id);
    const people = [...visits.flatMap(({ investigatorIds }) => investigatorIds), row.decidedBy ?? ''].filter(Boolean);
    const names = await this.accounts.names([...new Set(people)]);
    const members = await this.households.everMemberNames(row.householdId);
    const files = await this.households.labelsOf([row.householdId]);
    const { calculationId, ...proposed } = await this.applications.proposal(row);
    const undecided = this.applications.isUndecided(row);
    const { packVersion, applicantId, missing, publishedOn, publishedUntil, opinionFen, amountFen, deviates } = row;
    const view: Unreleased<ApplicationView> = {
      ...(await this.head(row, files.get(row.householdId))),
      ...{ packVersion, applicantId, missing, publishedOn, publishedUntil, opinionFen, amountFen, deviates },
      applicantName: members.get(applicantId) ?? null,
      committed: await this.applications.committedPapers(row.id),
      ...{ returnedAt: iso(row.returnedAt), acceptedAt: iso(row.acceptedAt), checkedAt: iso(row.checkedAt) },
      proposal: undecided && calculationId !== null ? { calculationId, ...proposed } : null,
      calculationId: row.calculationId,
      ground: await this.moves.ground(row),
      decidedByName: row.decidedBy && (names.get(row.decidedBy) ?? null),
      ...{ decidedAt: iso(row.decidedAt), notifiedAt: iso(row.notifiedAt), remedyUntil: row.remedyUntil },
      visits: await inTurn(visits, async (visit) => ({
        ...{ id: visit.id, visitedOn: visit.visitedOn, result: visit.result },
        investigators: visit.investigatorIds.map((id) => names.get(id) ?? ''),
        note: await this.sealed.note(visit),
      })),
      objections: await inTurn(objections, async (one) => ({
        ...{ id: one.id, state: one.state, receivedAt: one.receivedAt.toISOString() },
        ...{ words: await this.sealed.words(one), answeredAt: iso(one.answeredAt) },
        answer: await this.sealed.answer(one),
      })),
      urgency: await this.sealed.urgency(row),
      papers: row.urgent ? await this.papers.of(row.id) : null,
      secondLook: await this.looks.of(row),
      moves: applicationLifecycle.allowed(row.state, this.transactions.actor.roles),
    };
    return releaseFields(applicationView, view, await this.levels.of(row.householdId));
  }

  async paid(rows: readonly BenefitPayment[]): Promise<PaymentView[]> {
    const ids = rows.map(({ householdId }) => householdId);
    const levels = await this.levels.ofAll(ids);
    const names = await this.households.memberNamesOf(ids);
    const numbers = await this.payments.numbersOf(rows.map(({ applicationId }) => applicationId));
    return rows.map((row) => {
      const { id, applicationId, householdId, payeeId, act, rhythm, amountFen, fromMonth, paidFrom } = row;
      const view = {
        ...{ id, applicationId, applicationNumber: numbers.get(applicationId) ?? '', householdId, payeeId },
        ...{ payeeName: names.get(payeeId) ?? null, act, rhythm, amountFen, fromMonth, paidFrom },
      };
      return releaseFields(paymentView, view, levels.get(householdId)!);
    });
  }

  private async head(
    row: Application,
    file: { number: string; displayName: string } | undefined,
  ): Promise<Unreleased<ApplicationLine>> {
    const { id, number, householdId, act, state, level, relatedToStaff, outcome, sampled, urgent, version, dueAt } =
      row;
    const unit = row.unitId === null ? null : await this.units.byId(row.unitId);
    return {
      ...{ id, self: `/api/v1/applications/${id}`, number, householdId, householdNumber: file?.number ?? '' },
      ...{
        householdName: file?.displayName ?? '',
        act,
        state,
        level,
        relatedToStaff,
        outcome,
        sampled,
        urgent,
        version,
      },
      ...{ unitName: unit?.name ?? null, filedAt: row.filedAt.toISOString(), dueAt: iso(dueAt) },
      overdue: dueAt !== null && dueAt < this.clock.now(),
    };
  }
}
