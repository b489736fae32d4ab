import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import { Clock } from '../../platform/time';
import { type MeansRules, Policies } from '../../reference/policies';
import { Applications } from '../applications';
import { Entitlements } from '../entitlements';
import { Households } from '../households';
import type { SupportFileQuery } from './dto/support-file.dto';
import type { SupportFile } from './support-file.entity';
import { type SupportCounts, SupportFilesStore } from './support-files.store';

/** The act whose grant opens a file (B21). */
export const TEKUN = 'tekun';

/** Files of people in extreme difficulty (B21-B23) for this room's doors and for the rooms above. */
@Injectable()
export class SupportFiles {
  constructor(
    private readonly store: SupportFilesStore,
    private readonly applications: Applications,
    private readonly entitlements: Entitlements,
    private readonly households: Households,
    private readonly policies: Policies,
    private readonly clock: Clock,
  ) {}

  /** For a person who looks at it: the household's file is opened with it. @throws AppError 404 */
  async open(id: string): Promise<SupportFile> {
    const row = await this.store.get(id);
    await this.households.open(row.householdId);
    return row;
  }

  /** Newest first. */
  ofHousehold(householdId: string): Promise<SupportFile[]> {
    return this.store.ofHousehold(householdId);
  }

  /** The nearest visit first. */
  list(query: SupportFileQuery): Promise<Page<SupportFile>> {
    return this.store.list(query, this.clock.today(), this.clock.now());
  }

  counts(): Promise<SupportCounts> {
    return this.store.counts(this.clock.today(), this.clock.now());
  }

  /** Levels of self-care that the district's pack knows (B23). */
  levels(districtCode: string): MeansRules['selfCare'] {
    return this.policies.current(districtCode).rules.selfCare;
  }

  /** People of the household with the act granted and no open file, each with the application where there is one. */
  async eligible(householdId: string): Promise<Array<{ memberId: string; applicationId: string | null }>> {
    const files = await this.store.ofHousehold(householdId);
    const used = new Set(files.map(({ applicationId }) => applicationId));
    const busy = new Set(files.filter(({ state }) => state === 'open').map(({ memberId }) => memberId));
    const found = new Map<string, string | null>();
    for (const { id, act, outcome, applicantId } of await this.applications.ofHousehold(householdId))
      if (act === TEKUN && outcome === 'granted' && !used.has(id) && !found.has(applicantId))
        found.set(applicantId, id);
    for (const { line, state, memberId } of (await this.entitlements.list(householdId)).map(({ row }) => row))
      if (line === TEKUN && state === 'granted' && memberId !== null && !found.has(memberId)) found.set(memberId, null);
    return [...found].flatMap(([memberId, applicationId]) => (busy.has(memberId) ? [] : [{ memberId, applicationId }]));
  }
}
