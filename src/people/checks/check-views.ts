import { Injectable } from '@nestjs/common';
import { inTurn, Transactions } from '../../platform/database';
import { plusDays } from '../../reference/calendar';
import { type CheckItem, Policies } from '../../reference/policies';
import { type Levels, releaseFields, type Unreleased } from '../../trust/access';
import { HouseholdLevels } from '../households';
import type { CheckAnswer } from './check-answer.entity';
import type { CheckCall } from './check-call.entity';
import type { CheckMismatch } from './check-mismatch.entity';
import type { CheckRequest } from './check-request.entity';
import type { CheckSheet } from './checks.store';
import {
  type AnswerView,
  type CheckLine,
  type CheckView,
  checkView,
  type MismatchView,
  mismatchView,
} from './dto/check.view';
import { MismatchMoves } from './mismatch-moves';

const MISSING: ReadonlyArray<CheckCall['state']> = ['failed', 'timed-out'];
const HEARD: ReadonlyArray<CheckCall['state']> = ['answered', 'late'];
const awaitsFile = ({ way, state }: CheckCall) => way === 'file' && (state === 'waiting' || state === 'sent');

/** Checks as the reader may see them (C3): who ordered one sees its answers as an own entry. */
@Injectable()
export class CheckViews {
  constructor(
    private readonly levels: HouseholdLevels,
    private readonly moves: MismatchMoves,
    private readonly policies: Policies,
    private readonly transactions: Transactions,
  ) {}

  line(request: CheckRequest, calls: readonly CheckCall[]): CheckLine {
    const own = calls.filter(({ requestId }) => requestId === request.id);
    return {
      ...headOf(request),
      departments: own.length,
      answered: own.filter(({ state }) => HEARD.includes(state)).length,
      missing: own.filter(({ state }) => MISSING.includes(state)).map(({ department }) => department),
      byFile: own.filter(awaitsFile).map(({ department }) => department),
    };
  }

  async sheet({ request, calls, answers }: CheckSheet, mismatches: readonly CheckMismatch[]): Promise<CheckView> {
    const { catalogue } = this.policies.current(request.districtCode).rules.checks;
    const items = new Map(catalogue.map((item) => [item.code, item]));
    const open = await inTurn(mismatches, (row) => this.unreleased(row));
    const view: Unreleased<CheckView> = {
      ...headOf(request),
      calls: calls.map((call) => {
        const own = answers.filter(({ callId }) => callId === call.id);
        return {
          ...{
            department: call.department,
            way: call.way,
            state: call.state,
            reason: call.reason,
            simulated: call.simulated,
          },
          ...{ sentAt: iso(call.sentAt), deadlineAt: iso(call.deadlineAt), answeredAt: iso(call.answeredAt) },
          items: own.length,
          answered: own.filter(({ held }) => held !== null).length,
          answers: own.map((row) => answerOf(row, items.get(row.item))),
        };
      }),
      mismatches: open.map((one) => ({ ...one, withheld: [] })),
    };
    return releaseFields(checkView, view, await this.levelsOf(request.householdId, request.requestedBy));
  }

  async mismatch(row: CheckMismatch): Promise<MismatchView> {
    return releaseFields(mismatchView, await this.unreleased(row), await this.levels.of(row.householdId));
  }

  async mismatches(rows: readonly CheckMismatch[]): Promise<MismatchView[]> {
    const levels = await this.levels.ofAll(rows.map(({ householdId }) => householdId));
    const views: MismatchView[] = [];
    for (const row of rows)
      views.push(releaseFields(mismatchView, await this.unreleased(row), levels.get(row.householdId)!));
    return views;
  }

  private levelsOf(householdId: string, by: string | null): Promise<Levels> {
    const { userId } = this.transactions.actor;
    return by === userId && userId !== null ? this.levels.of(householdId, 'own-entry') : this.levels.of(householdId);
  }

  private async unreleased(row: CheckMismatch): Promise<Unreleased<MismatchView>> {
    const { id, requestId, householdId, department, item, economyKind, economyItem, state, version } = row;
    return {
      ...{ id, self: `/api/v1/check-mismatches/${id}`, requestId, householdId, department, item },
      ...{ economyKind, economyItem, answeredFen: row.answeredFen, declaredFen: row.declaredFen, state },
      note: await this.moves.note(row),
      ...{ said: await this.moves.said(row), saidAt: iso(row.saidAt) },
      ...{ openedAt: row.openedAt.toISOString(), dueAt: iso(row.dueAt), decidedAt: iso(row.decidedAt), version },
    };
  }
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

function headOf({ id, householdId, purpose, packVersion, requestedAt, finishedAt }: CheckRequest) {
  const head = { id, self: `/api/v1/verifications/${id}`, householdId, purpose, packVersion };
  return { ...head, requestedAt: requestedAt.toISOString(), finishedAt: iso(finishedAt) };
}

function answerOf(row: CheckAnswer, item: CheckItem | undefined): AnswerView {
  const { id, memberId, state, reason, held, things, amountFen, period, asOf, repeats } = row;
  const content = held === null ? null : { held, things, amountFen, period, asOf };
  // An item that the pack no longer knows is treated as the most guarded one.
  const group = item?.group ?? 'health';
  return {
    ...{
      id,
      memberId,
      item: row.item,
      state: state === 'nothing-held' ? ('answered' as const) : state,
      reason,
      answeredAt: iso(row.answeredAt),
      repeats,
    },
    staleFrom: asOf !== null && item ? plusDays(asOf, item.freshDays + 1) : null,
    identity: group === 'identity' ? content : null,
    economy: group === 'economy' ? content : null,
    health: group === 'health' ? content : null,
  };
}
