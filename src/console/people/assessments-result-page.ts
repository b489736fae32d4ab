import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/database';
import {
  type Assessment,
  type AssessmentView,
  Assessments,
  AssessmentViews,
  type Instrument,
  Instruments,
  type ScoringStep,
} from '../../people/assessments';
import { AssessmentPhotos } from '../../people/assessment-photos';
import { Households } from '../../people/households';
import { Needs, type NeedView, NeedViews } from '../../people/needs';
import { Taxonomy } from '../../reference/taxonomy';
import { allows } from '../../trust/access';
import { pageLocale, view } from '../shell';
import { AssessmentNow } from './assessment-now';
import { AssessmentWords } from './assessments-words';

const COLOURS = ['green', 'yellow', 'orange', 'red'];
const TRIAGE_COLOURS = { red: 'red', amber: 'yellow', green: 'green' } as const;

/** The result of a scale: how grave it is, what to do now, which needs it speaks for, how it was computed. */
@Injectable()
export class AssessmentResultPage {
  constructor(
    private readonly assessments: Assessments,
    private readonly views: AssessmentViews,
    private readonly instruments: Instruments,
    private readonly households: Households,
    private readonly needs: Needs,
    private readonly needViews: NeedViews,
    private readonly photos: AssessmentPhotos,
    private readonly taxonomy: Taxonomy,
    private readonly now: AssessmentNow,
    private readonly words: AssessmentWords,
  ) {}

  async page(row: Assessment, actor: Actor) {
    const household = await this.households.open(row.householdId);
    const instrument = this.instruments.of(row);
    const shown = await this.views.one(row);
    const { sixActs = null, steps = [], bypassPolicyFirst = false } = shown.result ?? {};
    const model = {
      ...{
        id: row.id,
        householdId: row.householdId,
        completedAt: row.completedAt,
        score: shown.score,
        maximum: shown.maximum,
        withheld: shown.withheld,
      },
      severity: shown.severity === null ? 'unknown' : `s${shown.severity}`,
      colour: shown.severity === null ? 'grey' : (COLOURS[shown.severity] ?? 'grey'),
      triage: shown.triage && { level: shown.triage, colour: TRIAGE_COLOURS[shown.triage] },
      bypass: bypassPolicyFirst,
      flags: shown.flags ?? [],
      ...(await this.now.of(row, shown)),
      sixActs: sixActs
        ? { failed: sixActs.failed, level: this.words.text(`people-checks.six-acts.${sixActs.level}`) }
        : null,
      ...(await this.needsOf(row, shown.answers, instrument)),
      computed: steps.map((step) => this.step(step)),
      answers: this.answers(shown.answers, instrument),
      childWords: shown.childWords,
      photos: await this.photos.count(row.id),
      pair: await this.pairOf(row, actor),
      mayAct: allows(actor.roles, 'assessments:write'),
    };
    const titleText = `${instrument.code} ${this.words.of(instrument.name)}`;
    return view('console/people/assessments/result', model, { titleText, breadcrumbs: this.words.trail(household) });
  }

  /** The needs that it speaks for, each with the answers that do, where the reader may know them (C3). */
  private async needsOf(row: Assessment, answers: AssessmentView['answers'], instrument: Instrument) {
    if ((await this.assessments.blindTo([row.id])).has(row.id)) return { blind: true, needs: [] };
    const needs = (await this.needs.list(row.householdId)).filter(({ assessmentIds }) =>
      assessmentIds.includes(row.id),
    );
    const lines = (await this.needViews.list(needs)).map(({ code, severity, state, evidence }) => ({
      ...{ code, severity, state, name: this.taxonomy.name(code, pageLocale()) },
      colour: COLOURS[severity] ?? 'grey',
      because: this.because(row, evidence, answers, instrument),
    }));
    return { blind: false, needs: lines };
  }

  private because(
    { id }: Assessment,
    evidence: NeedView['evidence'],
    answers: AssessmentView['answers'],
    { items, options }: Instrument,
  ): string | null {
    const said = evidence.find((one) => one.kind === 'assessment' && one.assessmentId === id);
    const speaking = said?.kind === 'assessment' ? said.items : [];
    const list = items
      .filter((item) => speaking.includes(item.id))
      .map((item) => {
        const chosen = options[item.options]?.find(({ value }) => value === answers?.[item.id]);
        const question = this.words.of(item);
        if (!chosen) return question;
        return this.words.text('needs.household-needs.answer-given', { question, answer: this.words.of(chosen) });
      });
    return list.length > 0 ? list.join(' · ') : null;
  }

  /** The second assessor's beside this one: whether there is one, may be one, and which of the two counts. */
  private async pairOf(row: Assessment, { userId, roles }: Actor) {
    const pair = await this.assessments.pair(row);
    const mayBegin = allows(roles, 'assessments:write') && row.secondOf === null && row.assessorId !== userId;
    const exists = pair !== null && (await this.views.mayCompare(pair));
    return { exists, possible: pair === null && mayBegin, counts: row.counts };
  }

  /** Question by question, for those who may read them (C3). */
  private answers(answers: AssessmentView['answers'], instrument: Instrument) {
    if (!answers) return null;
    return instrument.items.map((item) => {
      const chosen = instrument.options[item.options]?.find((option) => option.value === answers[item.id]);
      return {
        key: this.words.of(item),
        value: chosen ? this.words.of(chosen) : this.words.text('assessments.result.not-answered'),
      };
    });
  }

  /** A step of the scoring in words; numbers stay, codes of questions are not told. */
  private step({ rule, inputs, result }: ScoringStep) {
    const told = Object.entries(inputs).filter(([name, value]) => NUMBERS.has(name) && typeof value === 'number');
    return {
      rule,
      inputs: told
        .map(([name, value]) => `${this.words.text(`assessments.input.${name}`)} ${String(value)}`)
        .join(' · '),
      result: typeof result === 'number' ? String(result) : this.words.text('assessments.result.as-said'),
    };
  }
}

const NUMBERS = new Set([
  'items',
  'answered',
  'missing',
  'sum',
  'raw',
  'mild',
  'moderate',
  'severe',
  'ageYears',
  'minimumAge',
  'failed',
]);
