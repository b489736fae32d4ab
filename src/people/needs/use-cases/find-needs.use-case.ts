import { Injectable } from '@nestjs/common';
import { newId } from '../../../platform/database';
import { Events } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { Audit, diffOf } from '../../../trust/audit';
import { Taxonomy } from '../../../reference/taxonomy';
import { Households } from '../../households';
import type { Need, NeedEvidence } from '../need.entity';
import type { NeedState } from '../need.lifecycle';
import { NeedsStore } from '../needs.store';
import { MoveNeed } from './move-need.use-case';

/** A need that a scale result speaks for. */
export interface FoundNeed {
  code: string;
  severity: number;
  memberId: string | null;
  /** Items of the scale that speak for it. */
  items: string[];
}

export interface AssessmentResult {
  householdId: string;
  assessmentId: string;
  instrument: string;
  /** A restricted flag speaks for them: news names none of their codes (B30, B31). */
  restricted?: boolean;
  needs: readonly FoundNeed[];
}

/** States that a new version goes on in: what was confirmed or planned stays so while its grounds grow. */
const GOING_ON: readonly NeedState[] = ['found', 'confirmed', 'planned', 'served'];

/**
 * Takes the needs of a result into the file (R18, A11). An open need of the same code and person is not overwritten:
 * a new version replaces it, with the highest severity and the evidence of both.
 */
@Injectable()
export class FindNeeds {
  constructor(
    private readonly store: NeedsStore,
    private readonly moveNeed: MoveNeed,
    private readonly households: Households,
    private readonly taxonomy: Taxonomy,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute(result: AssessmentResult): Promise<Need[]> {
    const household = await this.households.unrecorded(result.householdId);
    const needs: Need[] = [];
    for (const found of result.needs) {
      const older = await this.store.openOf(household.id, found.memberId, found.code);
      needs.push(await this.add(this.version(result, found, household, older), older, result.restricted === true));
    }
    return needs;
  }

  private version(
    result: AssessmentResult,
    found: FoundNeed,
    household: { id: string; districtCode: string; regionPath: string },
    older: Need | null,
  ): Need {
    const now = this.clock.now();
    const { assessmentId, instrument } = result;
    const evidence: NeedEvidence = {
      kind: 'assessment',
      assessmentId,
      instrument,
      severity: found.severity,
      items: found.items,
      at: now.toISOString(),
    };
    const goesOn = older !== null && GOING_ON.includes(older.state);
    return {
      id: newId(),
      householdId: household.id,
      memberId: found.memberId,
      districtCode: household.districtCode,
      regionPath: household.regionPath,
      code: found.code,
      severity: Math.max(found.severity, goesOn ? older.severity : 0),
      state: goesOn ? older.state : 'found',
      source: 'assessment',
      assessed: true,
      assessmentIds: [...(older?.assessmentIds ?? []), assessmentId],
      evidence: [...(older?.evidence ?? []), evidence],
      rootCause: older?.rootCause ?? null,
      note: older?.note ?? null,
      confirmedByName: goesOn ? older.confirmedByName : null,
      confirmedMode: goesOn ? older.confirmedMode : null,
      foundAt: now,
      confirmedAt: goesOn ? older.confirmedAt : null,
      closedAt: null,
      replacedBy: null,
      version: 1,
    };
  }

  private async add(need: Need, older: Need | null, restricted: boolean): Promise<Need> {
    const { id, householdId, districtCode, regionPath, code, severity } = need;
    await this.store.insert(need);
    if (older) await this.moveNeed.execute(older, 'replace', need.id, { replacedBy: id });
    const subject = { subjectType: 'need', subjectId: id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'need.found', ...subject, changes: diffOf(null, need) });
    await this.events.publish({
      type: 'need.found',
      aggregateId: id,
      aggregateVersion: 1,
      householdId,
      districtCode,
      data: {
        code: restricted || older?.restricted ? null : this.taxonomy.speakable(code),
        severity,
        replaces: older?.id ?? null,
      },
    });
    return need;
  }
}
