import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/database';
import { type Assessment, AssessmentViews, Instruments, StartingRules } from '../../people/assessments';
import { Households } from '../../people/households';
import { view } from '../shell';
import { AssessmentWords } from './assessments-words';

/** A draft whose scale has changed or is no longer in use: its answers stay readable, and one press begins it anew. */
@Injectable()
export class AssessmentOutdatedPage {
  constructor(
    private readonly rules: StartingRules,
    private readonly instruments: Instruments,
    private readonly views: AssessmentViews,
    private readonly households: Households,
    private readonly words: AssessmentWords,
  ) {}

  fits(row: Assessment): boolean {
    return row.state === 'draft' && this.rules.outdated(row);
  }

  async page(row: Assessment, actor: Actor) {
    const household = await this.households.open(row.householdId);
    const instrument = this.instruments.all().find(({ code }) => code === row.instrument);
    const answers = Object.entries((await this.views.answers(row)) ?? {});
    const model = {
      ...{ id: row.id, version: row.instrumentVersion, restartedAs: row.restartedAs },
      ...{ own: row.assessorId === actor.userId, retired: instrument === undefined },
      answers: answers.map(([code, value]) => {
        const item = instrument?.items.find((one) => one.id === code);
        const option = item && instrument?.options[item.options]?.find((one) => one.value === value);
        return { key: item ? this.words.of(item) : code, value: option ? this.words.of(option) : String(value ?? '') };
      }),
    };
    return view('console/people/assessments/outdated', model, {
      titleText: instrument ? `${row.instrument} ${this.words.of(instrument.name)}` : row.instrument,
      breadcrumbs: this.words.trail(household),
    });
  }
}
