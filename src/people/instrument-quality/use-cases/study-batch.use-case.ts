import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { type FilledIn, type Instrument, Instruments } from '../../assessments';
import { Townships } from '../../simulations';
import type { InstrumentStudy } from '../instrument-study.entity';
import { InstrumentStudiesStore } from '../instrument-studies.store';
import { addEffect, type Effect, emptyEffect } from '../norming-effect';
import { normingResult } from '../norming-result';
import { withCuts } from '../proposed-instrument';
import { reliabilityResult } from '../reliability-result';
import { StudyAnswers } from '../study-answers';
import { addCircumstances, addForm, emptyTally, type Tally } from '../tally';

/** Files of one transaction. */
const BATCH = 100;

/** How far a study is; null once it was stopped. */
export interface StudyProgress {
  done: number;
  total: number;
  over: boolean;
}

/**
 * Adds up the forms of the next files, in one transaction with how far it got: whoever goes on after a crash leaves none
 * out and takes none twice. Answers are opened, added and forgotten; of the whole work one reading is on record (C2).
 */
@Injectable()
export class StudyBatch {
  constructor(
    private readonly store: InstrumentStudiesStore,
    private readonly answers: StudyAnswers,
    private readonly instruments: Instruments,
    private readonly townships: Townships,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Whether the scale is still the one that was asked about. */
  async fits(id: string): Promise<boolean> {
    const { instrument, instrumentVersion } = await this.store.get(id);
    return this.instruments.byCode(instrument).version === instrumentVersion;
  }

  async execute(id: string): Promise<StudyProgress | null> {
    // Locks the row first: a cancel that comes meanwhile waits, and then finds this work too.
    if (!(await this.store.move(id, ['waiting', 'running'], { state: 'running' }))) return null;
    const study = await this.store.get(id);
    const { instrument: code, instrumentVersion, lastHouseholdId, peopleCount } = study;
    const instrument = this.instruments.byCode(code);
    const forms = await this.answers.read(code, instrumentVersion, lastHouseholdId, BATCH);
    const work = await this.add(study, instrument, forms);
    const done = study.doneCount + forms.length;
    const over = forms.length === 0;
    await this.store.move(id, ['running'], {
      doneCount: done,
      ...(over
        ? { state: 'done', finishedAt: this.clock.now(), work: null, result: resultOf(study, instrument, work) }
        : { work, lastHouseholdId: forms.at(-1)!.householdId }),
    });
    if (over) await this.record(study, done);
    return { done, total: Math.max(peopleCount, done), over };
  }

  private async add(study: InstrumentStudy, instrument: Instrument, forms: readonly FilledIn[]) {
    const work = await this.store.work(study.id);
    const townships = await this.townships.of(forms);
    const after = study.proposal && withCuts(instrument, study.proposal.cuts, study.proposal.version);
    for (const form of forms) {
      const { regionId, answers, ageYears } = form;
      const place = townships.get(regionId) ?? regionId;
      if (after) addEffect((work[place] ??= emptyEffect(instrument)) as Effect, instrument, after, answers, ageYears);
      else {
        const tally = (work[place] ??= emptyTally(instrument)) as Tally;
        addForm(tally, instrument, answers, ageYears);
        addCircumstances(tally, instrument, form);
      }
    }
    return work;
  }

  /** One record of many readings, with how many they were. */
  private async record({ id, districtCode, instrument }: InstrumentStudy, forms: number): Promise<void> {
    const subject = { subjectType: 'instrument-study', subjectId: id, districtCode };
    const fields = [instrument, `forms-${forms}`];
    await this.audit.read({ action: 'instrument-study.answers-read', ...subject, fields });
    await this.audit.changed({ action: 'instrument-study.done', ...subject, fields });
  }
}

function resultOf({ proposal }: InstrumentStudy, instrument: Instrument, work: Record<string, Tally | Effect>) {
  const places = <T>() => new Map(Object.entries(work).map(([place, sums]) => [Number(place), sums as T]));
  return proposal ? normingResult(instrument, places<Effect>()) : reliabilityResult(instrument, places<Tally>());
}
