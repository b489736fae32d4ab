import { Injectable } from '@nestjs/common';
import { newId } from '../../../platform/database';
import { Clock } from '../../../platform/time';
import { Taxonomy } from '../../../reference/taxonomy';
import { Households } from '../../households';
import { mergeNeeds, type NeedStatement, withoutResults } from '../merge-needs';
import type { Need, NeedEvidence } from '../need.entity';
import type { NeedState } from '../need.lifecycle';
import { NeedsStore } from '../needs.store';
import { AddVersion } from './add-version.use-case';

/** A need that a scale result speaks for. */
export interface FoundNeed {
  code: string;
  severity: number;
  memberId: string | null;
  /** Items of the scale that speak for it. */
  items: string[];
  /** How often somebody has to come, where an answer says so (S06). */
  everyDays?: number;
}

export interface AssessmentResult {
  householdId: string;
  assessmentId: string;
  instrument: string;
  /** A restricted flag speaks for them: news names none of their codes (B30, B31). */
  restricted?: boolean;
  needs: readonly FoundNeed[];
  /** The other assessor's result that counted until now: what nobody has confirmed stands without it (domain D). */
  instead?: string;
  /** The triage: danger is asked about anew every time, whatever was refused before (S16). */
  emergency?: boolean;
}

/** States that a new version goes on in: what was confirmed or planned stays so while its grounds grow. */
const GOING_ON: readonly NeedState[] = ['found', 'confirmed', 'planned', 'served'];

/**
 * Takes the needs of a result into the file (R18, A11). An open need of the same code and person is not overwritten:
 * a new version replaces it, with the highest severity and the evidence of both. What the household has refused stays
 * refused until a result is graver or the household asks itself (R34); but danger, and what is restricted, is asked about
 * every time: whoever refused it may be who it comes from (B31).
 */
@Injectable()
export class FindNeeds {
  constructor(
    private readonly store: NeedsStore,
    private readonly addVersion: AddVersion,
    private readonly households: Households,
    private readonly taxonomy: Taxonomy,
    private readonly clock: Clock,
  ) {}

  async execute(result: AssessmentResult): Promise<Need[]> {
    const household = await this.households.unrecorded(result.householdId);
    const needs: Need[] = [];
    for (const found of result.needs) {
      const older = await this.store.openOf(household.id, found.memberId, found.code);
      const refused = older ? null : await this.store.refusedOf(household.id, found.memberId, found.code);
      if (refused && this.staysRefused(result, found, refused)) continue;
      needs.push(
        await this.addVersion.execute(await this.version(result, found, household, older ?? refused), older, {
          restricted: result.restricted,
        }),
      );
    }
    return needs;
  }

  private staysRefused({ emergency }: AssessmentResult, { code, severity }: FoundNeed, refused: Need): boolean {
    return emergency !== true && !this.taxonomy.restricted(code) && severity <= refused.severity;
  }

  private async version(
    result: AssessmentResult,
    found: FoundNeed,
    household: { id: string; districtCode: string; regionPath: string },
    older: Need | null,
  ): Promise<Need> {
    const now = this.clock.now();
    const { assessmentId, instrument } = result;
    const evidence: NeedEvidence = {
      kind: 'assessment',
      assessmentId,
      instrument,
      severity: found.severity,
      items: found.items,
      at: now.toISOString(),
      ...(found.everyDays !== undefined && { everyDays: found.everyDays }),
    };
    const { severity, everyDays = null } = found;
    const said = { severity, everyDays, assessed: true, assessmentIds: [assessmentId], evidence: [evidence] };
    const before = older && (await this.standing(older, result.instead));
    const goesOn = older !== null && GOING_ON.includes(older.state);
    return {
      ...(before ? mergeNeeds(before, said) : said),
      // After a service, or a refusal, the need begins anew: what it was before is told by its evidence.
      ...(!goesOn && { severity, everyDays }),
      id: newId(),
      householdId: household.id,
      memberId: found.memberId,
      districtCode: household.districtCode,
      regionPath: household.regionPath,
      code: found.code,
      state: goesOn ? older.state : 'found',
      source: 'assessment',
      rootCause: older?.rootCause ?? null,
      furtherCauses: older?.furtherCauses ?? null,
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
  /** What an older version says still: without a result set aside, unless danger or a person's word stands on it. */
  private async standing(older: Need, instead: string | undefined): Promise<NeedStatement | null> {
    const spoke = instead !== undefined && older.assessmentIds.includes(instead);
    if (!spoke || older.state !== 'found' || older.restricted || this.taxonomy.restricted(older.code)) return older;
    return withoutResults(older, new Set([instead]), await this.store.severityOfWord(older));
  }
}
