import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, forbidden } from '../../../platform/errors';
import { Audit } from '../../../trust/audit';
import { Answerers } from '../answerers';
import type { Assessment } from '../assessment.entity';
import { AssessmentsStore } from '../assessments.store';
import { optionValues } from '../instrument';
import { Instruments } from '../instruments';
import { RawAnswers } from '../raw-answers';
import type { Answers } from '../score-result';
import { StartingRules } from '../starting-rules';
import { StartAssessment } from './start-assessment.use-case';

/** A scale changed while it was being filled in: begun anew with every answer that the new version still asks for. */
@Injectable()
export class RestartAssessment {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly instruments: Instruments,
    private readonly rules: StartingRules,
    private readonly starting: StartAssessment,
    private readonly answerers: Answerers,
    private readonly rawAnswers: RawAnswers,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /**
   * The draft that follows; pressed twice it is the same one. The old draft stays as it was.
   * @throws AppError 403; 404; 409 `assessment-completed`, `assessment-not-outdated`, `instrument-retired`
   */
  async execute(id: string): Promise<Assessment> {
    const old = await this.store.get(id);
    if (old.assessorId !== this.transactions.actor.userId) throw forbidden('assessment-of-other-assessor');
    if (old.state !== 'draft') throw conflict('assessment-completed');
    if (old.restartedAs !== null) return this.store.get(old.restartedAs);
    if (!this.rules.outdated(old)) throw conflict('assessment-not-outdated');
    const { householdId, memberId, mode, instrument } = old;
    if (!this.instruments.all().some(({ code }) => code === instrument))
      throw conflict('instrument-retired', { scale: instrument });
    const said = await this.answerers.open(old);
    const answeredBy = said && {
      ...(said.memberId ? { memberId: said.memberId } : { name: said.name }),
      ...{ relation: said.relation, ...(said.reason ? { reason: said.reason } : {}) },
    };
    const next = await this.starting.execute(householdId, {
      ...{ instrument, mode, ...(memberId ? { memberId } : {}), ...(answeredBy ? { answeredBy } : {}) },
    });
    const answers = this.stillAsked(instrument, await this.rawAnswers.open(old));
    await this.store.update(next.id, next.version, { answersCiphertext: await this.rawAnswers.seal(next, answers) });
    await this.store.update(id, old.version, { restartedAs: next.id });
    const subject = { subjectType: 'assessment', subjectId: id, householdId };
    await this.audit.changed({ action: 'assessment.restarted', ...subject, fields: ['restartedAs'] });
    return this.store.get(next.id);
  }

  private stillAsked(code: string, answers: Answers): Answers {
    const instrument = this.instruments.byCode(code);
    return Object.fromEntries(
      instrument.items.flatMap((item) => {
        const value = answers[item.id];
        const fits = typeof value === 'number' && optionValues(instrument, item).includes(value);
        return fits ? [[item.id, value]] : [];
      }),
    );
  }
}
