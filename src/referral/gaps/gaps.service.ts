import { Injectable } from '@nestjs/common';
import { type Need, Needs } from '../../people/needs';
import { newId, type Page } from '../../platform/database';
import { Lifecycles } from '../../platform/lifecycle';
import { Events } from '../../platform/queue';
import { Clock, monthOf } from '../../platform/time';
import { Audit } from '../../trust/audit';
import type { GapQuery, GapSummaryQuery } from './dto/gap-query.dto';
import type { Gap } from './gap.entity';
import { gapLifecycle } from './gap.lifecycle';
import { type GapCount, GapsStore } from './gaps.store';

/** A need that nobody can serve now, and why. */
export interface UnmetNeed {
  householdId: string;
  needId: string;
  districtCode: string;
  regionPath: string;
  code: string;
  severity: number;
  cause: Gap['cause'];
}

/** Unmet needs (R97, I8): every need without anybody to serve it has exactly one open row. */
@Injectable()
export class Gaps {
  constructor(
    private readonly store: GapsStore,
    private readonly lifecycles: Lifecycles,
    private readonly needs: Needs,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Opens the gap of a need; one that is open already takes over cause and severity, and tells nobody again. */
  async open(need: UnmetNeed): Promise<Gap> {
    const [open] = await this.store.openOf(need.needId);
    if (open) return this.refresh(open, need);
    const now = this.clock.now();
    const month = monthOf(this.clock.today());
    const gap: Gap = { id: newId(), ...need, month, state: 'open', openedAt: now, closedAt: null };
    await this.store.insert(gap);
    await this.audit.changed({ ...record('gap.opened', gap), fields: ['cause', 'severity'] });
    await this.events.publish({
      type: 'gap.opened',
      aggregateId: gap.id,
      aggregateVersion: 1,
      householdId: gap.householdId,
      districtCode: gap.districtCode,
      // No code: a restricted flag may stand behind the need (B30, B31).
      data: { needId: gap.needId, cause: gap.cause },
    });
    return gap;
  }

  /**
   * Closes the open gap of a need that is served or over, or for which a match has found somebody; without one nothing happens.
   * @throws AppError 409 for somebody who may not close gaps
   */
  async closeFor(needId: string, reason?: string): Promise<void> {
    for (const gap of await this.store.openOf(needId)) await this.close(gap, reason);
  }

  /**
   * A newer version of a need takes its gap over. A need that has gone into another file, or is over, leaves none: there the
   * household has to say yes first (R99).
   */
  async follow(replacedId: string, reason: string): Promise<void> {
    const [gap, ...doubles] = await this.store.openOf(replacedId);
    if (!gap) return;
    const newest = await this.needs.newest(replacedId);
    const goesOn = newest.householdId === gap.householdId && newest.closedAt === null;
    for (const double of goesOn ? doubles : [gap, ...doubles]) await this.close(double, reason);
    if (goesOn) await this.moveTo(gap, newest);
  }

  private async close(gap: Gap, reason?: string): Promise<void> {
    const { id, needId, householdId, districtCode, regionPath } = gap;
    const subject = { subjectId: id, householdId, districtCode, regionPath };
    const state = await this.lifecycles.move({
      lifecycle: gapLifecycle,
      ...subject,
      from: gap.state,
      move: 'close',
      reason,
    });
    await this.store.update(gap, { state, closedAt: this.clock.now() });
    await this.audit.changed({ ...record('gap.closed', gap), fields: ['state'] });
    await this.events.publish({
      type: 'gap.closed',
      aggregateId: id,
      aggregateVersion: 2,
      householdId,
      districtCode,
      data: { needId },
    });
  }

  /** @throws AppError 404 `gap-not-found` */
  get(id: string): Promise<Gap> {
    return this.store.get(id);
  }

  list(query: GapQuery): Promise<Page<Gap>> {
    return this.store.list(query);
  }

  /** Newest first. */
  ofHousehold(householdId: string): Promise<Gap[]> {
    return this.store.ofHousehold(householdId);
  }

  summary(query: GapSummaryQuery): Promise<GapCount[]> {
    return this.store.counts(query);
  }

  private async refresh(gap: Gap, { needId, cause, severity }: UnmetNeed): Promise<Gap> {
    const now = await this.moveTo(gap, { id: needId, severity });
    if (now.cause === cause) return now;
    await this.store.update(now, { cause });
    await this.audit.changed({ ...record('gap.changed', now), fields: ['cause'] });
    return { ...now, cause };
  }

  /** The gap as that of this version, as grave as it is. */
  private async moveTo(gap: Gap, { id: needId, severity }: Pick<Need, 'id' | 'severity'>): Promise<Gap> {
    const changes = { needId, severity };
    const fields = (['needId', 'severity'] as const).filter((field) => gap[field] !== changes[field]);
    if (fields.length === 0) return gap;
    if (gap.needId !== needId) await this.store.move(gap, needId);
    if (gap.severity !== severity) await this.store.update(gap, { severity });
    await this.audit.changed({ ...record('gap.changed', gap), fields });
    return { ...gap, ...changes };
  }
}

const record = (action: string, gap: Gap) => ({
  action,
  subjectType: 'gap',
  subjectId: gap.id,
  householdId: gap.householdId,
  districtCode: gap.districtCode,
  regionPath: gap.regionPath,
});
