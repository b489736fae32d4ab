import { Injectable } from '@nestjs/common';
import { conflict } from '../../platform/errors';
import { DueItems, Events } from '../../platform/queue';
import { Clock } from '../../platform/time';
import { Audit } from '../../trust/audit';
import { Households } from '../households';
import type { Assessment } from './assessment.entity';
import { TRIAGE } from './assessments.service';
import { AssessmentsStore } from './assessments.store';
import type { TriageTarget } from './instrument';
import { Instruments } from './instruments';
import type { ScoreResult } from './score-result';
import { type UrgentAct, urgentActs } from './urgent-acts';

const hour = 3_600_000;

/** Clocks of a red or amber result, day and night: contact and aid (S16). They stop when somebody has acted. */
@Injectable()
export class UrgentClocks {
  constructor(
    private readonly store: AssessmentsStore,
    private readonly instruments: Instruments,
    private readonly households: Households,
    private readonly dueItems: DueItems,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Sets the deadlines of the gravest level that the triage, or a flag of another scale, has reached. */
  async start({ id }: Assessment, districtCode: string, result: ScoreResult): Promise<void> {
    const target = result.triage ?? this.targetOfFlags(result);
    if (!target) return;
    const hours: ReadonlyArray<[UrgentAct, number | null]> = [
      ['contact', target.contactHours],
      ['aid', target.aidHours],
    ];
    for (const [act, count] of hours) {
      if (count === null) continue;
      const dueAt = new Date(this.clock.now().getTime() + count * hour);
      await this.dueItems.set({ kind: urgentActs[act].due, subjectId: id, dueAt, districtCode });
    }
  }

  /** Somebody has reached the person, or brought help. @throws AppError 409 `no-urgent-clock` */
  async stop(id: string, act: UrgentAct): Promise<void> {
    const assessment = await this.store.get(id);
    const { householdId, version } = assessment;
    const { due, done } = urgentActs[act];
    if ((await this.dueItems.dueAt(due, id)) === null) throw conflict('no-urgent-clock');
    const { districtCode, regionPath } = await this.households.unrecorded(householdId);
    await this.store.joinTeamOf(id);
    await this.dueItems.cancel(due, id);
    const subject = { subjectType: 'assessment', subjectId: id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: done, ...subject });
    await this.events.publish({ type: done, aggregateId: id, aggregateVersion: version, householdId, districtCode });
  }

  private targetOfFlags({ flags }: ScoreResult): TriageTarget | null {
    const levels = flags.map((flag) => flag.triage);
    const level = levels.includes('red') ? 'red' : levels.includes('amber') ? 'amber' : null;
    const { scoring } = this.instruments.byCode(TRIAGE);
    return level && scoring.kind === 'triage' ? scoring.levels[level] : null;
  }
}
