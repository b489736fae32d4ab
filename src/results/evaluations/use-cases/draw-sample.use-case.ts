import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Accounts } from '../../../trust/accounts';
import { Audit } from '../../../trust/audit';
import { draw, freshSeed, sampleSize } from '../draw';
import type { DrawSample as DrawInput } from '../dto/evaluation.dto';
import { Evaluation } from '../evaluation.entity';
import type { EvaluationSample } from '../evaluation-sample.entity';
import { evaluationLifecycle } from '../evaluation.lifecycle';
import { EvaluationsStore } from '../evaluations.store';
import { EvidenceCompiler } from '../evidence.compiler';
import { type FinishedReferral, FinishedReferralsStore } from '../finished-referrals.store';

/** Draws finished referrals for an independent evaluator (R21): repeatable by its seed, never the evaluator's own cases. */
@Injectable()
export class DrawSample {
  constructor(
    private readonly store: EvaluationsStore,
    private readonly referrals: FinishedReferralsStore,
    private readonly compiler: EvidenceCompiler,
    private readonly accounts: Accounts,
    private readonly numbers: NumberSequence,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 422 `evaluator-unknown`, `evaluation-period-reversed`, `evaluation-nothing-finished` */
  async execute(input: DrawInput): Promise<EvaluationSample> {
    const { evaluatorId, from, to, sharePercent, minimum } = input;
    if (from > to) throw invalid([{ field: 'to', code: 'evaluation-period-reversed' }]);
    const districtCode = await this.districtOf(evaluatorId);
    const finished = await this.referrals.finished({ districtCode, from, to, evaluatorId });
    const open = finished.filter(({ own }) => !own);
    if (open.length === 0) throw invalid([{ field: 'from', code: 'evaluation-nothing-finished' }]);
    const sample: EvaluationSample = {
      ...{ id: newId(), number: await this.numbers.nextNumber('S'), districtCode, seed: input.seed ?? freshSeed() },
      ...{ sharePercent, minimum, finishedFrom: from, finishedTo: to, population: open.length },
      ...{ excluded: finished.length - open.length, evaluatorId },
      drawnBy: this.transactions.actor.userId ?? evaluatorId,
      drawnAt: this.clock.now(),
    };
    const size = sampleSize(open.length, sharePercent, minimum);
    const byId = new Map(open.map((referral) => [referral.id, referral]));
    const drawn = draw([...byId.keys()], sample.seed, size).flatMap((id) => byId.get(id) ?? []);
    const evaluations: Evaluation[] = [];
    for (const referral of drawn) evaluations.push(await this.evaluationOf(referral, sample, evaluations.length + 1));
    await this.store.addSample(sample, evaluations);
    const subject = { subjectType: 'evaluation-sample', subjectId: sample.id, districtCode };
    await this.audit.changed({ action: 'evaluation-sample.drawn', ...subject });
    return sample;
  }

  /** The drawer's district, in which the evaluator has to hold the role. */
  private async districtOf(evaluatorId: string): Promise<string> {
    const { districtCodes } = this.transactions.actor;
    const account = await this.accounts.get(evaluatorId).catch(() => null);
    const posts = account?.state === 'active' ? account.posts.filter(({ role }) => role === 'evaluator') : [];
    const districtCode = districtCodes.find((code) => posts.some((post) => post.districtCode === code));
    if (districtCode === undefined) throw invalid([{ field: 'evaluatorId', code: 'evaluator-unknown' }]);
    return districtCode;
  }

  private async evaluationOf(
    referral: FinishedReferral,
    sample: EvaluationSample,
    position: number,
  ): Promise<Evaluation> {
    const { id: referralId, householdId, regionPath } = referral;
    const { evidence, goalAttainment } = await this.compiler.of(referralId);
    await this.audit.read({
      ...{ action: 'household.evidence-compiled', subjectType: 'referral', subjectId: referralId, householdId },
      ...{ districtCode: sample.districtCode, regionPath, purpose: 'evaluation' },
    });
    return {
      ...{ id: newId(), sampleId: sample.id, referralId, householdId, districtCode: sample.districtCode, regionPath },
      ...{ pseudonym: await this.numbers.nextNumber('E'), position, evaluatorId: sample.evaluatorId },
      ...{ state: evaluationLifecycle.initial, evidence, reasons: [], finding: null, reply: null, repliedBy: null },
      goalAttainment: goalAttainment === null ? null : goalAttainment.toFixed(1),
      ...{ repliedAt: null, createdAt: sample.drawnAt, decidedAt: null, version: 1 },
    };
  }
}
