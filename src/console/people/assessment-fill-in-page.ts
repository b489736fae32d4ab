import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/database';
import { Clock } from '../../platform/time';
import {
  type Answers,
  type Assessment,
  Assessments,
  AssessmentViews,
  type Instrument,
  type InstrumentItem,
  Instruments,
  presentCodes,
  type Question,
  type Questionnaire,
  Questionnaires,
  ReadAloud,
} from '../../people/assessments';
import { Households } from '../../people/households';
import { emptyForm, type FormModel, pageLocale, view } from '../shell';
import { AssessmentWords } from './assessments-words';

/** What stands for "would rather not say" in a form: missing, but asked. */
export const NOT_SAID = 'none';
const COUNTED = { percent: 'percent', months: 'months' } as const;

interface Draft {
  row: Assessment;
  instrument: Instrument;
  answers: Answers;
  put: Questionnaire;
}

/** The pages on which a draft is answered: all on a page, one question a screen, the look before handing in (R18). */
@Injectable()
export class AssessmentFillInPage {
  constructor(
    private readonly assessments: Assessments,
    private readonly views: AssessmentViews,
    private readonly instruments: Instruments,
    private readonly questionnaires: Questionnaires,
    private readonly readAloud: ReadAloud,
    private readonly households: Households,
    private readonly words: AssessmentWords,
    private readonly clock: Clock,
  ) {}

  /** A draft as it stands; the answers are its assessor's alone. */
  async draft(row: Assessment): Promise<Draft> {
    const answers = (await this.views.answers(row)) ?? {};
    const put = await this.questionnaires.of(row, answers);
    return { row, instrument: this.instruments.byCode(row.instrument), answers, put };
  }

  /** What the form shows before anybody has typed in it. */
  async formOf({ row, answers }: Draft, size: unknown): Promise<FormModel> {
    const shown = Object.entries(answers).map(([item, value]) => [item, value ?? NOT_SAID]);
    const childWords = await this.views.childWords(row);
    const { present, answeredOn } = row;
    return emptyForm({ answers: Object.fromEntries(shown) as object, present, childWords, answeredOn, size });
  }

  /** All questions on one page. */
  async all(row: Assessment, { userId }: Actor, typed?: FormModel, size?: unknown) {
    const draft = await this.draft(row);
    const form = typed ?? (await this.formOf(draft, size));
    const model = {
      ...(await this.head(draft, form)),
      own: row.assessorId === userId,
      secondPossible: row.secondOf === null && !(await this.assessments.pair(row)),
      items: draft.put.questions.map((question) => this.item(draft, question)),
    };
    return this.page('fill-in', draft, model);
  }

  /** One question a screen. */
  async one(row: Assessment, item: string, typed?: FormModel, size?: unknown) {
    const draft = await this.draft(row);
    const asked = askedOf(draft.put);
    const place = asked.indexOf(item);
    if (place < 0) return this.check(row, typed, size);
    const form = typed ?? (await this.formOf(draft, size));
    const order = draft.put.questions.map((one) => one.item);
    const from = place === 0 ? 0 : order.indexOf(asked[place - 1]!) + 1;
    const between = draft.put.questions.slice(from, order.indexOf(item));
    const model = {
      ...(await this.head(draft, form)),
      item: this.item(draft, draft.put.questions[order.indexOf(item)]!),
      action: `/console/assessments/${row.id}/questions/${item}`,
      progress: this.words.text('answering.progress', { number: place + 1, of: asked.length }),
      back: place === 0 ? null : addressOf(row.id, `questions/${asked[place - 1]!}`, form.values.size),
      passed: between.map((question) => this.item(draft, question)),
    };
    return this.page('question', draft, model);
  }

  /** What was answered, what does not apply, and what is asked once: then the draft is handed in. */
  async check(row: Assessment, typed?: FormModel, size?: unknown) {
    const draft = await this.draft(row);
    const form = typed ?? (await this.formOf(draft, size));
    const asked = askedOf(draft.put);
    const answered = asked.filter((item) => (draft.answers[item] ?? null) !== null).length;
    const last = asked.at(-1);
    const model = {
      ...(await this.head(draft, form)),
      progress: this.words.text('answering.answered', { number: answered, of: asked.length }),
      back: last === undefined ? null : addressOf(row.id, `questions/${last}`, form.values.size),
      rows: draft.put.questions.map((question) => this.checkRow(draft, question, form.values.size)),
    };
    return this.page('check', draft, model);
  }

  /** The question after this one, given the answers as they are now; the look before handing in after the last. */
  async after(row: Assessment, item: string, size: unknown): Promise<string> {
    const { put } = await this.draft(row);
    const order = put.questions.map((one) => one.item);
    const next = put.questions.slice(order.indexOf(item) + 1).find(({ state }) => state === 'asked');
    return addressOf(row.id, next ? `questions/${next.item}` : 'check', size);
  }

  private async head({ row, instrument, put }: Draft, form: FormModel) {
    const names = await this.words.names(row.householdId);
    const { size } = form.values;
    const first = askedOf(put)[0];
    return {
      ...{ id: row.id, version: row.version, form, mode: row.mode, paper: row.paper, size: size ?? null },
      large: size === 'large',
      keptAt: this.clock.now(),
      since: form.values.since ?? this.clock.now().getTime(),
      about: names.get(row.memberId ?? '') ?? this.words.text('assessments.choose.no-member'),
      construct: this.words.of(instrument.construct),
      lookBack: this.words.of(instrument.lookBack),
      training: instrument.training ? this.words.of(instrument.training) : null,
      childWords: instrument.childWords,
      people: this.words.choices('answering.present.', presentCodes),
      ways: {
        all: addressOf(row.id, '', size),
        one: first === undefined ? null : addressOf(row.id, `questions/${first}`, size),
      },
      blind: row.secondOf !== null,
    };
  }

  private item({ instrument, answers }: Draft, { item: id, state, because, value, factMissing }: Question) {
    const item = itemOf(instrument, id);
    const options = instrument.options[item.options] ?? [];
    const chosen = options.find((option) => option.value === (state === 'computed' ? value : answers[id]));
    const locale = pageLocale();
    const gate = item.askIf ? itemOf(instrument, item.askIf.item) : null;
    const hints = [
      gate && this.words.text('answering.only-if', { question: this.words.of(gate) }),
      factMissing && item.computed ? this.words.text(`answering.fact-missing.${COUNTED[item.computed.measure]}`) : null,
    ];
    return {
      ...{ id, state, name: `answers.${id}`, text: this.words.of(item) },
      options: [
        ...options.map((option) => ({ value: String(option.value), text: this.words.of(option) })),
        { value: NOT_SAID, text: this.words.text('answering.not-said') },
      ],
      chosen: chosen ? this.words.of(chosen) : null,
      hint: hints.filter(Boolean).join(' ') || null,
      because:
        because === null
          ? null
          : because === 'age'
            ? this.words.text('answering.because-age')
            : this.words.text('answering.because-item', { question: this.words.of(itemOf(instrument, because.item)) }),
      audio: this.readAloud.has(instrument.code, id, locale)
        ? `/console/recordings/${instrument.code}/${id}/${locale}`
        : null,
    };
  }

  private checkRow(draft: Draft, question: Question, size: unknown) {
    const { text, chosen, because, state, id } = this.item(draft, question);
    const said = question.state === 'asked' && draft.answers[id] === null ? 'answering.not-said' : 'answering.open';
    const value = state === 'skipped' ? because : chosen;
    const computed = state === 'computed' ? this.words.text('answering.computed') : null;
    const href = state === 'asked' ? addressOf(draft.row.id, `questions/${id}`, size) : null;
    return { key: text, value: [value ?? this.words.text(said), computed].filter(Boolean).join(' · '), href };
  }

  private async page(template: 'fill-in' | 'question' | 'check', { row, instrument }: Draft, model: object) {
    const household = await this.households.open(row.householdId);
    const title = `${instrument.code} ${this.words.of(instrument.name)}`;
    const breadcrumbs = this.words.trail(household);
    if (template === 'question')
      return view('console/people/assessments/question', model, { titleText: title, breadcrumbs });
    if (template === 'check') return view('console/people/assessments/check', model, { titleText: title, breadcrumbs });
    return view('console/people/assessments/fill-in', model, { titleText: title, breadcrumbs });
  }
}

const askedOf = ({ questions }: Questionnaire): string[] =>
  questions.filter(({ state }) => state === 'asked').map(({ item }) => item);

const itemOf = ({ items }: Instrument, id: string): InstrumentItem => items.find((item) => item.id === id)!;

/** Address of a page of a draft; the elder view goes along. */
export function addressOf(id: string, part: string, size: unknown): string {
  const path = part === '' ? `/console/assessments/${id}` : `/console/assessments/${id}/${part}`;
  return size === 'large' ? `${path}?size=large` : path;
}
