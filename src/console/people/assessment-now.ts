import { Injectable } from '@nestjs/common';
import { type Assessment, Assessments, type AssessmentView } from '../../people/assessments';
import { FlagSteps, type FlagStep, Safeguards, SafeguardViews } from '../../people/safeguards';
import { AssessmentWords } from './assessments-words';
import { SafeguardTexts } from './safeguard-words';

/** "What to do now" on the page of a result: ordered steps of its flags, with numbers and hours, and what they have opened. */
@Injectable()
export class AssessmentNow {
  constructor(
    private readonly assessments: Assessments,
    private readonly steps: FlagSteps,
    private readonly safeguards: Safeguards,
    private readonly views: SafeguardViews,
    private readonly texts: SafeguardTexts,
    private readonly words: AssessmentWords,
  ) {}

  async of(row: Assessment, shown: AssessmentView) {
    const report = await this.safeguards.reportOf(row.id);
    const tasks = await this.views.tasks(await this.safeguards.tasksOf(row.id));
    const { contactBy, aidBy } = await this.assessments.deadlines(row);
    const dueOf = (kind: string) => tasks.find((task) => task.kind === kind && task.state === 'open')?.dueAt ?? null;
    const until: Record<NonNullable<FlagStep['until']>, string | null> = {
      report: report?.state === 'open' ? report.dueAt.toISOString() : null,
      triage: dueOf('emergency-triage'),
      contact: contactBy?.toISOString() ?? null,
      clock: dueOf('clock'),
      education: dueOf('education-desk'),
    };
    return {
      contactBy,
      aidBy,
      steps: this.steps.of(shown.flags ?? []).map(({ code, phone, until: clock }) => ({
        text: this.words.text(`safeguards.step.${code}`, { phone: phone ?? '' }),
        until: clock && until[clock],
      })),
      report: report && this.texts.report((await this.views.reports([report]))[0]!),
      tasks: tasks.map((task) => this.texts.task(task)),
      triageDue: dueOf('emergency-triage'),
      answeredBy: shown.answeredBy && {
        ...shown.answeredBy,
        relationText: this.words.text(`safeguards.relation.${shown.answeredBy.relation}`),
        basisText: this.words.text(`safeguards.basis.${shown.answeredBy.basis}`),
      },
    };
  }
}
