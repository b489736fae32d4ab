import { Injectable } from '@nestjs/common';
import { inTurn, Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { releaseFields, type Unreleased } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { HouseholdLevels, Households } from '../households';
import { type SupportFileLine, supportFileLine, type SupportFileView, supportFileView } from './dto/support-file.view';
import { SealedSupportWords } from './sealed-support-words';
import type { SupportAgreement } from './support-agreement.entity';
import type { SupportFile } from './support-file.entity';
import { supportFileLifecycle } from './support-file.lifecycle';
import { SupportRecordsStore } from './support-records.store';
import { VisitRhythm } from './visit-rhythm';

const iso = (at: Date | null) => at?.toISOString() ?? null;
type Names = ReadonlyMap<string, string>;
const nameIn = (names: Names, id: string | null) => (id === null ? null : (names.get(id) ?? null));
type Parts = Unreleased<SupportFileView>;

/** Files of people in extreme difficulty as the reader may see them (C3). */
@Injectable()
export class SupportViews {
  constructor(
    private readonly records: SupportRecordsStore,
    private readonly sealed: SealedSupportWords,
    private readonly rhythm: VisitRhythm,
    private readonly households: Households,
    private readonly levels: HouseholdLevels,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async lines(rows: readonly SupportFile[]): Promise<SupportFileLine[]> {
    const ids = rows.map(({ householdId }) => householdId);
    const levels = await this.levels.ofAll(ids);
    const heads = await this.heads(rows);
    return rows.map((row, place) => releaseFields(supportFileLine, heads[place]!, levels.get(row.householdId)!));
  }

  async one(row: SupportFile): Promise<SupportFileView> {
    const [head] = await this.heads([row]);
    const { unit, value, citation, mark } = this.rhythm.of(row);
    const { applicationId, openedOn, assessedOn, endReason, endedOn } = row;
    const view: Parts = {
      ...head!,
      ...{ applicationId, openedOn, assessedOn, endReason, endedOn },
      place: await this.sealed.open('support_files.place', row, row.placeCiphertext),
      change: await this.sealed.open('support_files.change', row, row.changeCiphertext),
      rhythm: { unit, value, citation, mark },
      ...(await this.parts(row.id)),
      endNote: await this.sealed.open('support_files.end_note', row, row.endNoteCiphertext),
      moves: [...new Set(supportFileLifecycle.allowed(row.state, this.transactions.actor.roles))],
    };
    return releaseFields(supportFileView, view, await this.levels.of(row.householdId));
  }

  private async parts(fileId: string): Promise<Pick<Parts, 'assessments' | 'agreements' | 'visits' | 'proposals'>> {
    const assessments = await this.records.assessments(fileId);
    const agreements = await this.records.agreements(fileId);
    const visits = await this.records.visits(fileId);
    const proposals = await this.records.proposals(fileId);
    const people = [
      ...assessments.map(({ assessedBy }) => assessedBy),
      ...visits.map(({ visitedBy }) => visitedBy),
      ...proposals.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]),
    ].filter((id) => id !== null);
    const names = await this.accounts.names([...new Set(people)]);
    return {
      assessments: assessments.map(({ id, assessedOn, failedActs, level, assessedBy }) => ({
        ...{ id, assessedOn, failedActs, level, assessedByName: nameIn(names, assessedBy) },
      })),
      agreements: await inTurn(agreements, (one) => this.agreement(one)),
      visits: await inTurn(visits, async (one) => ({
        ...{ id: one.id, visitedOn: one.visitedOn, seen: one.seen, condition: one.condition, nextOn: one.nextOn },
        note: await this.sealed.open('support_visits.note', one, one.noteCiphertext),
        visitedByName: nameIn(names, one.visitedBy),
      })),
      proposals: await inTurn(proposals, async (one) => ({
        ...{ id: one.id, state: one.state, kind: one.kind, toForm: one.toForm, wishedOn: one.wishedOn },
        place: await this.sealed.open('support_proposals.place', one, one.placeCiphertext),
        words: await this.sealed.open('support_proposals.words', one, one.wordsCiphertext),
        ground: await this.sealed.open('support_proposals.ground', one, one.groundCiphertext),
        ...{ proposedByName: nameIn(names, one.proposedBy), decidedByName: nameIn(names, one.decidedBy) },
        decidedAt: iso(one.decidedAt),
      })),
    };
  }

  private async agreement(one: SupportAgreement): Promise<Parts['agreements'][number]> {
    const { id, state, signedOn, startsOn, untilOn, endedOn } = one;
    return {
      ...{ id, state, signedOn, startsOn, untilOn, endedOn },
      carer: await this.sealed.open('support_agreements.carer', one, one.carerCiphertext),
      duties: await this.sealed.open('support_agreements.duties', one, one.dutiesCiphertext),
      endNote: await this.sealed.open('support_agreements.end_note', one, one.endNoteCiphertext),
    };
  }

  private async heads(rows: readonly SupportFile[]): Promise<Array<Unreleased<SupportFileLine>>> {
    const households = [...new Set(rows.map(({ householdId }) => householdId))];
    const files = await this.households.labelsOf(households);
    const members = await this.households.memberNamesOf(households);
    const agreements = await this.records.agreementsOf(rows.map(({ id }) => id));
    const today = this.clock.today();
    const now = this.clock.now();
    return rows.map((row) => {
      const { id, number, householdId, memberId, state, form, careLevel, nextVisitOn, reassessBy, version } = row;
      const file = files.get(householdId);
      const running = agreements.find(
        (one) => one.fileId === id && one.startsOn <= today && (one.endedOn ?? one.untilOn) >= today,
      );
      return {
        ...{ id, self: `/api/v1/support-files/${id}`, number, householdId, householdNumber: file?.number ?? '' },
        ...{ householdName: file?.displayName ?? '', memberId, memberName: members.get(memberId) ?? null },
        ...{ state, form, careLevel, nextVisitOn, version, reassessBy: iso(reassessBy) },
        visitLate: nextVisitOn !== null && nextVisitOn < today,
        reassessGround: reassessBy === null ? null : row.changeCiphertext === null ? 'scale' : 'reported',
        reassessLate: state === 'open' && reassessBy !== null && reassessBy < now,
        agreedUntil: running ? (running.endedOn ?? running.untilOn) : null,
      };
    });
  }
}
