import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import { Clock } from '../../platform/time';
import { Audit } from '../../trust/audit';
import { Households } from '../households';
import type { CheckMismatch } from './check-mismatch.entity';
import { CheckMismatchesStore } from './check-mismatches.store';
import { CheckViews } from './check-views';
import { ChecksStore } from './checks.store';
import type { CheckQuery, MismatchQuery } from './dto/check.dto';
import type { CheckLine, CheckView, MismatchView, ProgressView } from './dto/check.view';

/** Reads of checks for this room's doors and the rooms above; every opening says on the record who looked and why. */
@Injectable()
export class Checks {
  constructor(
    private readonly store: ChecksStore,
    private readonly mismatches: CheckMismatchesStore,
    private readonly views: CheckViews,
    private readonly households: Households,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Newest first, without any answer. */
  async ofHousehold(householdId: string, query: CheckQuery): Promise<Page<CheckLine>> {
    const { items, next } = await this.store.ofHousehold(householdId, query);
    const calls = items.length > 0 ? await this.store.calls(items.map(({ id }) => id)) : [];
    return { items: items.map((request) => this.views.line(request, calls)), next };
  }

  /**
   * With its answers, as the reader may see them: a reading of the file, for the purpose of the request (R93).
   * @throws AppError 404 `check-request-not-found`
   */
  async open(id: string): Promise<CheckView> {
    const sheet = await this.store.sheet(id);
    const { householdId, purpose, districtCode } = sheet.request;
    await this.households.open(householdId);
    const subject = { subjectType: 'check-request', subjectId: id, householdId, districtCode };
    await this.audit.read({ action: 'check.read', ...subject, purpose: `check ${purpose}` });
    return this.views.sheet(sheet, await this.mismatches.ofRequest(id));
  }

  /**
   * The same for the household itself behind its link: its own reading, which no office has to account for.
   * @throws AppError 404 `check-request-not-found`
   */
  async openOwn(id: string): Promise<CheckView> {
    const sheet = await this.store.sheet(id);
    const { householdId, districtCode } = sheet.request;
    const subject = { subjectType: 'check-request', subjectId: id, householdId, districtCode };
    await this.audit.read({ action: 'check.read', ...subject });
    return this.views.sheet(sheet, await this.mismatches.ofRequest(id));
  }

  /** How far it is; no reading of the file, since nothing of an answer is told. @throws AppError 404 */
  async progress(id: string): Promise<ProgressView> {
    const { finishedAt, ...counts } = await this.store.progress(id);
    return { id, ...counts, finishedAt: finishedAt?.toISOString() ?? null };
  }

  /** @throws AppError 404 `check-mismatch-not-found` */
  mismatch(id: string): Promise<CheckMismatch> {
    return this.mismatches.get(id);
  }

  /** What is to be clarified, the longest waiting first. */
  async list(query: MismatchQuery): Promise<Page<MismatchView>> {
    const { items, next } = await this.mismatches.list(query, this.clock.now());
    return { items: await this.views.mismatches(items), next };
  }

  /** How many wait where the actor leads the case, and how many disputes are over their deadline. */
  counts(): Promise<{ mine: number; late: number }> {
    return this.mismatches.counts(this.clock.now());
  }
}
