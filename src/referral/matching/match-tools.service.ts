import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import { canonicalText, digestOf } from '../../people/means-test';
import { type FieldError, invalid } from '../../platform/errors';
import { Policies } from '../../reference/policies';
import { Audit } from '../../trust/audit';
import { comparedIn, comparison, type Comparison, MOST_COMPARED } from './comparison';
import type { ExclusionQuery } from './dto/match-tools.dto';
import { exclusionPage, type ExclusionPage } from './exclusions';
import type { MatchRun } from './match-run.entity';
import { MatchRunsStore } from './match-runs.store';
import { replay } from './match-snapshot';
import { USUAL_WEIGHTS, WEIGHED_PARTS, type WeighedPart, type Weights } from './weights';
import { replayWhole, type TriedNeed, whatIf } from './what-if';

/** Between which whole numbers a part may be weighed. */
export type WeightRanges = ReadonlyMap<WeighedPart, { least: number; most: number }>;

/** Digests of a stored answer and of the same made again from its inputs. */
export interface Replayed {
  run: MatchRun;
  stored: string;
  again: string;
}

/** Looks into a stored match: offerings side by side, why not, other weights, the same once more. Each look is recorded. */
@Injectable()
export class MatchTools {
  constructor(
    private readonly store: MatchRunsStore,
    private readonly households: Households,
    private readonly policies: Policies,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404 `match-not-found`; 422 `compare-two-to-four` unless two to four of the need's offerings are named */
  async compare(id: string, needId: string, offeringIds: readonly string[]): Promise<Comparison> {
    const run = await this.looked(id, 'match.compared');
    const whole = replayWhole(run.snapshot);
    const need = run.snapshot.needs.find((one) => one.id === needId);
    const compared = comparedIn(whole, needId, offeringIds);
    if (!need || compared.length < 2 || compared.length > MOST_COMPARED)
      throw invalid([{ field: 'offering', code: 'compare-two-to-four' }]);
    return comparison(run.snapshot, need, compared);
  }

  /** @throws AppError 404 `match-not-found` */
  async exclusions(id: string, query: ExclusionQuery): Promise<{ run: MatchRun; page: ExclusionPage }> {
    const run = await this.looked(id, 'match.refusals-read');
    const { need, rule, change, oneChange, after, limit } = query;
    const filter = { needId: need, rule, change, oneChange };
    return { run, page: exclusionPage(run.result, filter, after ?? 0, limit) };
  }

  /**
   * The order under other weights; nothing of it is kept.
   * @throws AppError 404 `match-not-found`; 422 `weight-out-of-range`, `weights-all-zero`
   */
  async tryWeights(id: string, weights: Weights): Promise<{ run: MatchRun; needs: readonly TriedNeed[] }> {
    const run = await this.looked(id, 'match.weights-tried');
    const errors = this.errorsOf(weights, this.rangesOf(run));
    if (errors.length > 0) throw invalid(errors);
    return { run, needs: whatIf(run.snapshot, weights) };
  }

  /** The ranges of the pack on which the household's district runs today; none where it has none. */
  rangesOf({ snapshot }: MatchRun): WeightRanges {
    const rows = this.policies.current(snapshot.household.districtCode).rules.matching?.weights ?? [];
    return new Map(
      WEIGHED_PARTS.map((part) => {
        const row = rows.find(({ code }) => code === part);
        const usual = USUAL_WEIGHTS[part];
        return [part, row ? { least: row.least, most: row.most } : { least: usual, most: usual }];
      }),
    );
  }

  /** Makes a stored match again from its inputs alone. @throws AppError 404 `match-not-found` */
  async replayed(id: string): Promise<Replayed> {
    const run = await this.looked(id, 'match.replayed');
    return { run, stored: digestOf(canonicalText(run.result)), again: digestOf(canonicalText(replay(run.snapshot))) };
  }

  /** A stored match that a reader opens, with the file it is about. @throws AppError 404 */
  async looked(id: string, action: string): Promise<MatchRun> {
    const run = await this.store.get(id);
    const { householdId } = run;
    await this.households.open(householdId);
    await this.audit.read({ action, subjectType: 'match', subjectId: id, householdId });
    return run;
  }

  private errorsOf(weights: Weights, ranges: WeightRanges): FieldError[] {
    const errors = WEIGHED_PARTS.flatMap((part): FieldError[] => {
      const { least = 0, most = 0 } = ranges.get(part) ?? {};
      const inside = weights[part] >= least && weights[part] <= most;
      return inside ? [] : [{ field: part, code: 'weight-out-of-range', params: { least, most } }];
    });
    const sum = WEIGHED_PARTS.reduce((total, part) => total + weights[part], 0);
    return errors.length === 0 && sum <= 0 ? [{ field: WEIGHED_PARTS[0]!, code: 'weights-all-zero' }] : errors;
  }
}
