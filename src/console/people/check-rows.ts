import { Injectable } from '@nestjs/common';
import type { CheckView, MismatchView } from '../../people/checks';
import { type CheckItem, Policies } from '../../reference/policies';
import { formatDate } from '../../platform/i18n';
import { pageLocale } from '../shell';
import { AssessmentWords } from './assessments-words';

type Call = CheckView['calls'][number];
type Answer = Call['answers'][number];

const COLOURS: Readonly<Record<Call['state'], string>> = {
  waiting: 'grey',
  sent: 'blue',
  answered: 'green',
  late: 'yellow',
  'timed-out': 'orange',
  failed: 'red',
};

interface At {
  /** YYYY-MM-DD. */
  today: string;
  now: Date;
}

/** What the departments have said, in the reader's words. */
@Injectable()
export class CheckRows {
  constructor(
    private readonly policies: Policies,
    private readonly words: AssessmentWords,
  ) {}

  /** Tiles in the order of the catalogue, each with its answers. @param names of the people by id */
  tiles({ calls }: CheckView, districtCode: string, names: ReadonlyMap<string, string>, { today, now }: At) {
    const { departments, catalogue } = this.policies.current(districtCode).rules.checks;
    const items = new Map(catalogue.map((item) => [item.code, item]));
    return departments.flatMap((department) => {
      const call = calls.find((one) => one.department === department.code);
      if (!call) return [];
      const { state, reason, answered, simulated, answeredAt, deadlineAt, way } = call;
      const text = this.words.text(`checks.call.${state}`);
      return [
        {
          ...{ name: this.words.of(department), id: department.code, colour: COLOURS[state], answered, of: call.items },
          state: reason === null ? text : `${text}: ${this.words.text(`checks.reason.${reason}`)}`,
          ...{ simulated: simulated === true, answeredAt, deadlineAt: state === 'sent' ? deadlineAt : null },
          ...{ byFile: way === 'file', ...this.file(call, now) },
          answers: call.answers.map((answer) => this.answer(answer, items.get(answer.item), names, today)),
        },
      ];
    });
  }

  /** Since when a file is out, and until when it has to be back; nothing for a line, nor once all has come. */
  private file({ way, state, sentAt, deadlineAt }: Call, now: Date) {
    if (way !== 'file' || (state !== 'waiting' && state !== 'sent')) return { asked: null, overdue: false };
    if (sentAt === null || deadlineAt === null)
      return { asked: this.words.text('department-files.check.waiting'), overdue: false };
    const day = (at: string) => formatDate(pageLocale(), at);
    const asked = this.words.text('department-files.check.asked', { on: day(sentAt), due: day(deadlineAt) });
    return { asked, overdue: new Date(deadlineAt) < now };
  }

  department(districtCode: string, code: string): string {
    const found = this.policies.current(districtCode).rules.checks.departments.find((one) => one.code === code);
    return found ? this.words.of(found) : code;
  }

  item(districtCode: string, code: string): string {
    const found = this.policies.current(districtCode).rules.checks.catalogue.find((one) => one.code === code);
    return found ? this.words.of(found) : code;
  }

  /** A line of something to be clarified. */
  mismatch(row: MismatchView, districtCode: string) {
    const { id, householdId, requestId, answeredFen, declaredFen, state, openedAt, dueAt, said, saidAt } = row;
    return {
      ...{ id, householdId, requestId, answeredFen, declaredFen, openedAt, dueAt },
      ...{ said, saidAt, contested: state === 'open' && saidAt !== null },
      state: this.words.text(`checks.mismatch-state.${state}`),
      department: this.department(districtCode, row.department),
      item: this.item(districtCode, row.item),
      declaredAs: row.economyItem === null ? '' : this.words.text(`verification.item.${row.economyItem}`),
    };
  }

  private answer(
    { memberId, item, state, reason, repeats, staleFrom, identity, economy, health }: Answer,
    known: CheckItem | undefined,
    names: ReadonlyMap<string, string>,
    today: string,
  ) {
    const content = identity ?? economy ?? health;
    const text = this.words.text(`checks.answer.${content?.held === false ? 'nothing-held' : state}`);
    return {
      who: names.get(memberId) ?? this.words.text('checks.one.moved-out'),
      item: known ? this.words.of(known) : item,
      state: reason === null ? text : `${text}: ${this.words.text(`checks.reason.${reason}`)}`,
      hidden: content === null && staleFrom !== null,
      ...{ amountFen: content?.amountFen ?? null, things: content?.things ?? null, asOf: content?.asOf ?? null },
      period: content?.period ? this.words.text(`verification.period.${content.period}`) : null,
      stale: staleFrom !== null && staleFrom <= today,
      repeats,
    };
  }
}
