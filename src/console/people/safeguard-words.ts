import { Injectable } from '@nestjs/common';
import { Instruments } from '../../people/assessments';
import type { FlagTaskView, MandatoryReportLine } from '../../people/safeguards';
import { AssessmentWords } from './assessments-words';

/** Reports and tasks in the reader's words, for lists and pages. */
@Injectable()
export class SafeguardTexts {
  constructor(
    private readonly instruments: Instruments,
    private readonly words: AssessmentWords,
  ) {}

  report(line: MandatoryReportLine) {
    const shown = line.flags ?? [];
    return { ...this.head(line), kind: null, kindText: null, flags: shown.map((flag) => this.flag(flag)) };
  }

  task(line: FlagTaskView) {
    return {
      ...this.head(line),
      kind: line.kind,
      flags: line.flag ? [this.flag(line.flag)] : [],
      kindText: this.words.text(`safeguards.kind.${line.kind}`),
    };
  }

  private flag(code: string): string {
    return this.words.text(`people-checks.flag.${code}`);
  }

  private head(line: MandatoryReportLine | FlagTaskView) {
    const { id, householdId, householdName, memberName, assessmentId, instrument, state, openedAt, dueAt } = line;
    const scale = this.instruments.all().find(({ code }) => code === instrument);
    return {
      ...{ id, householdId, householdName, memberName, assessmentId, state, openedAt, dueAt, overdue: line.overdue },
      scale: scale ? `${instrument} ${this.words.of(scale.name)}` : instrument,
      stateText: this.words.text(`safeguards.state.${state}`),
      colour: state === 'open' ? 'red' : 'grey',
      missedAt: line.missedAt,
    };
  }
}
