import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import { Clock } from '../../platform/time';
import { type CommitmentRules, type Paper, Policies } from '../../reference/policies';
import { Audit } from '../../trust/audit';
import { Households } from '../households';
import type { Commitment } from './commitment.entity';
import { commitmentLifecycle } from './commitment.lifecycle';
import { CommitmentDrawsStore } from './commitment-draws.store';
import type { CommitmentDraw } from './commitment-draw.entity';
import { type CommitmentCounts, CommitmentsStore } from './commitments.store';
import type { CommitmentQuery, DrawQuery } from './dto/commitment.dto';

/** Words in place of papers (R89), for this room's doors and for the rooms above. */
@Injectable()
export class Commitments {
  constructor(
    private readonly store: CommitmentsStore,
    private readonly drawn: CommitmentDrawsStore,
    private readonly households: Households,
    private readonly policies: Policies,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 `commitment-not-found` */
  get(id: string): Promise<Commitment> {
    return this.store.get(id);
  }

  /** For a person who looks at it: the file is opened with it. @throws AppError 404 */
  async open(id: string): Promise<Commitment> {
    const row = await this.store.get(id);
    await this.households.open(row.householdId);
    return row;
  }

  /**
   * For the household itself behind its link: its own reading, which no office has to account for.
   * @throws AppError 404 `commitment-not-found`
   */
  async openOwn(id: string): Promise<Commitment> {
    const row = await this.store.get(id);
    const { householdId, districtCode } = row;
    const subject = { subjectType: 'commitment', subjectId: id, householdId, districtCode };
    await this.audit.read({ action: 'commitment.read', ...subject });
    return row;
  }

  /** Those that were found not to be true, or were until the household objected; newest first. */
  found(householdId: string): Promise<Commitment[]> {
    return this.store.found(householdId);
  }

  /** Whether the household may still object to what was found: once (R89). */
  isContestable({ state, saidAt }: Pick<Commitment, 'state' | 'saidAt'>): boolean {
    return saidAt === null && commitmentLifecycle.allowed(state, ['household']).includes('contest');
  }

  /** What waits for somebody first, the nearest day before others. */
  list(query: CommitmentQuery): Promise<Page<Commitment>> {
    return this.store.list(query, this.clock.now());
  }

  /** Of one application, newest first. */
  ofApplication(applicationId: string): Promise<Commitment[]> {
    return this.store.ofApplication(applicationId);
  }

  counts(): Promise<CommitmentCounts> {
    return this.store.counts(this.clock.now());
  }

  /** @throws AppError 404 `commitment-draw-not-found` */
  draw(id: string): Promise<CommitmentDraw> {
    return this.drawn.get(id);
  }

  /** Newest first. */
  draws(query: DrawQuery): Promise<Page<CommitmentDraw>> {
    return this.drawn.list(query);
  }

  /** Null where the district's pack, put in force before there were such rules, has none. */
  rules(districtCode: string): CommitmentRules | null {
    return this.policies.current(districtCode).rules.commitments ?? null;
  }

  /** Papers of an act that a word may stand for in the district. */
  waivable(districtCode: string, act: string): Paper[] {
    const { papers } = this.policies.current(districtCode).rules;
    const codes = this.rules(districtCode)?.waivers.find((row) => row.act === act)?.papers ?? [];
    return papers.filter(({ code, online }) => !online && codes.includes(code));
  }
}
