import { Injectable } from '@nestjs/common';
import { answererRelations, Assessments, Instruments, TRIAGE } from '../../people/assessments';
import { Households } from '../../people/households';
import { ScaleChoices, ScaleChoiceViews, type ScaleChoiceView } from '../../people/scale-choices';
import type { Actor } from '../../platform/database';
import { allows } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { emptyForm, formAmongOthers, type FormModel, type View, view } from '../shell';
import { AssessmentWords } from './assessments-words';
import { ScaleChoiceSheet } from './scale-choice-sheet';

interface TypedForms {
  decide?: FormModel;
  start?: FormModel;
}

/** One choice of scales: the proposal with its reasons, the worker's word, and the way on to each chosen scale (R18). */
@Injectable()
export class ScaleChoicePage {
  constructor(
    private readonly choices: ScaleChoices,
    private readonly views: ScaleChoiceViews,
    private readonly assessments: Assessments,
    private readonly instruments: Instruments,
    private readonly households: Households,
    private readonly accounts: Accounts,
    private readonly sheet: ScaleChoiceSheet,
    private readonly words: AssessmentWords,
  ) {}

  /** @param typed what was sent from it and refused: the decision, or the start of one of the chosen scales */
  async of(choiceId: string, actor: Actor, { decide, start }: TypedForms = {}): Promise<View> {
    const row = await this.choices.open(choiceId);
    const household = await this.households.open(row.householdId);
    const shown = await this.views.of(row);
    const names = await this.words.names(row.householdId);
    const workers = await this.accounts.names([row.screenedBy, row.decidedBy].flatMap((one) => one ?? []));
    const triage = await this.assessments.latest(row.householdId, TRIAGE);
    const { answers } = shown;
    const chosen = await this.chosen(shown, start);
    const model = {
      ...{ id: choiceId, householdId: row.householdId, withheld: shown.withheld, triageCode: TRIAGE },
      ...{ screenedAt: row.screenedAt, decidedAt: row.decidedAt, screenedBy: workers.get(row.screenedBy ?? '') ?? '' },
      decidedBy: workers.get(row.decidedBy ?? '') ?? '',
      form: decide ?? emptyForm({ keep: row.proposed }),
      triage: triage?.triage ?? null,
      proposed: this.sheet.proposed(shown, names),
      passed: this.sheet.passed(shown),
      answers: answers && this.sheet.answers(shown),
      reasons: this.sheet.decided(shown),
      ...this.others(row.proposed),
      mayDecide: row.decidedAt === null && allows(actor.roles, 'assessments:write'),
      ...{
        chosen,
        refused: chosen.find(({ form }) => form.summary.length > 0)?.form ?? start ?? decide ?? emptyForm(),
      },
    };
    return view('console/people/assessments/scale-choice-one', model, {
      title: 'scale-choices.one.title',
      breadcrumbs: this.words.trail(household),
    });
  }

  /** Scales that the worker may add. */
  private others(proposed: readonly string[]) {
    const codes = this.instruments.all().map((one) => one.code);
    const others = codes.filter((one) => one !== TRIAGE && !proposed.includes(one));
    return { others: others.map((one) => ({ value: one, text: this.sheet.scale(one).name })) };
  }

  /** The scales to be filled in, each with the form that begins it. */
  private async chosen({ chosen, householdId, proposal }: ScaleChoiceView, typed?: FormModel) {
    const people = await this.words.people(householdId);
    return (chosen ?? []).map((one) => {
      const scale = this.sheet.scale(one);
      const meant = proposal?.proposed.find((entry) => entry.code === one)?.memberIds ?? [];
      return {
        ...scale,
        // Those of whom the facts speak stand first, so that one press is enough.
        people: [...people].sort((a, b) => Number(meant.includes(b.value)) - Number(meant.includes(a.value))),
        modes: this.words.choices('assessments.mode.', scale.modes),
        members: people,
        relations: this.words.choices('safeguards.relation.', answererRelations),
        byAnother: scale.ofPerson && scale.modes.includes('proxy'),
        form: formAmongOthers(typed?.values.instrument === one ? typed : emptyForm(), one),
      };
    });
  }
}
