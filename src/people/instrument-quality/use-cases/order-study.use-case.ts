import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { AppError, conflict, invalid } from '../../../platform/errors';
import { Jobs } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { type Instrument, Instruments, itemMaximum } from '../../assessments';
import type { OrderStudy as Input } from '../dto/instrument-study.dto';
import type { InstrumentStudy, Proposal } from '../instrument-study.entity';
import { InstrumentStudiesStore } from '../instrument-studies.store';
import { type Cuts, defaultShares, LEAST_NORMED, proposeCuts } from '../norming-cuts';
import { shownShares } from '../norming-result';
import { LEAST_SHOWN } from '../protect-cells';
import { proposedVersion } from '../proposed-instrument';
import { StudyAnswers } from '../study-answers';

/** Orders a measurement of a scale, or a proposal of other cuts for it; a job adds the forms up and changes none. */
@Injectable()
export class OrderStudy {
  constructor(
    private readonly store: InstrumentStudiesStore,
    private readonly answers: StudyAnswers,
    private readonly instruments: Instruments,
    private readonly numbers: NumberSequence,
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError 404 `instrument-not-found`; 409 `instrument-study-running`, `instrument-study-too-soon`;
   *   422 `district-needed`, `norming-too-few`, `norming-no-sum`, `norming-shares-order`
   */
  async execute(input: Input): Promise<InstrumentStudy> {
    const { districtCodes, userId } = this.transactions.actor;
    const [districtCode] = districtCodes;
    if (districtCode === undefined || districtCodes.length > 1 || userId === null)
      throw invalid([{ field: 'district', code: 'district-needed' }], 'district-needed');
    const instrument = this.instruments.byCode(input.instrument);
    const { code, version } = instrument;
    const peopleCount = await this.answers.count(code, version);
    if (input.kind === 'norming') checkWish(instrument, input.shares);
    else await this.refuseTooSoon(instrument, peopleCount);
    await this.settleOpen(userId);
    const number = await this.numbers.nextNumber('IQ');
    const proposal =
      input.kind === 'norming'
        ? await this.propose(instrument, proposedVersion(instrument, districtCode, number), input.shares)
        : null;
    const id = newId();
    const row: Omit<InstrumentStudy, 'work'> = {
      ...{ id, number, districtCode, kind: input.kind, instrument: code, instrumentVersion: version },
      ...{
        state: 'waiting',
        endReason: null,
        proposal,
        peopleCount,
        doneCount: 0,
        lastHouseholdId: null,
        result: null,
      },
      reason: input.kind === 'norming' ? input.reason : null,
      jobRunId: await this.jobs.start('study-instrument', districtCode, { studyId: id }),
      ...{ orderedBy: userId, orderedAt: this.clock.now(), finishedAt: null },
      ...{ withdrawnBy: null, withdrawnAt: null, withdrawReason: null },
    };
    await this.store.insert(row);
    const subject = { subjectType: 'instrument-study', subjectId: id, districtCode };
    await this.audit.changed({ action: 'instrument-study.ordered', ...subject, fields: [input.kind, code, version] });
    return this.store.get(id);
  }

  /** Two measurements that differ by fewer than ten people would say what those few have answered. */
  private async refuseTooSoon({ code, version }: Instrument, people: number): Promise<void> {
    const last = await this.store.lastDone(code, version);
    if (last && people - last.peopleCount < LEAST_SHOWN)
      throw conflict('instrument-study-too-soon', { last: last.number });
  }

  private async propose(instrument: Instrument, version: string, wished: Cuts | undefined): Promise<Proposal> {
    if (instrument.scoring.kind !== 'sum') throw new TypeError('only a sum has cuts');
    const { cuts: cutsBefore } = instrument.scoring;
    const scores = await this.answers.scores(instrument.code, instrument.version);
    const people = [...scores.values()].reduce((sum, one) => sum + one, 0);
    if (people < LEAST_SHOWN) throw refused('norming-hardly-any', { least: LEAST_NORMED });
    if (people < LEAST_NORMED) throw refused('norming-too-few', { people, least: LEAST_NORMED });
    const max = instrument.items
      .filter((item) => item.scored)
      .reduce((sum, item) => sum + itemMaximum(instrument, item), 0);
    const [mild, moderate, severe] = proposeCuts(scores, max, wished ?? defaultShares(scores, max));
    return {
      ...{ version, cutsBefore, cuts: [mild, moderate, severe], wished: wished ? [...wished] : null },
      sharesBefore: shownShares(scores, cutsBefore),
      shares: shownShares(scores, [mild, moderate, severe]),
    };
  }

  /** One at a time in a district; one whose job has died makes room. An evaluator sees the jobs of their own alone. */
  private async settleOpen(userId: string): Promise<void> {
    for (const { id, jobRunId, orderedBy } of await this.store.open()) {
      const job = jobRunId === null ? null : await this.jobs.find(jobRunId);
      const dead = job ? job.state === 'failed' : orderedBy === userId;
      if (!dead) throw conflict('instrument-study-running');
      await this.store.move(id, ['waiting', 'running'], { state: 'failed', finishedAt: this.clock.now() });
    }
  }
}

const refused = (code: string, params: Record<string, number>) =>
  new AppError(code, 422, { fields: [{ field: 'instrument', code, params }], params });

function checkWish({ scoring }: Instrument, shares: Cuts | undefined): void {
  if (scoring.kind !== 'sum') throw invalid([{ field: 'instrument', code: 'norming-no-sum' }], 'norming-no-sum');
  if (shares && (shares[0] < shares[1] || shares[1] < shares[2]))
    throw invalid([{ field: 'shares', code: 'norming-shares-order' }], 'norming-shares-order');
}
