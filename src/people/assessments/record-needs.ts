import { Injectable } from '@nestjs/common';
import { FindNeeds, type Need, WithdrawResult } from '../needs';
import type { Assessment } from './assessment.entity';
import { TRIAGE } from './assessments.service';
import type { ScoreResult } from './score-result';

/** Keeps the needs in the file to what results speak for; of two assessors' only the one that counts (domain D). */
@Injectable()
export class RecordNeeds {
  constructor(
    private readonly findNeeds: FindNeeds,
    private readonly withdrawResult: WithdrawResult,
  ) {}

  /** @param instead the other assessor's result, which counted until now */
  execute(row: Assessment, result: ScoreResult, instead?: string): Promise<Need[]> {
    const { id, householdId, memberId, instrument } = row;
    return this.findNeeds.execute({
      householdId,
      assessmentId: id,
      instrument,
      instead,
      restricted: result.flags.some((flag) => flag.restricted),
      emergency: instrument === TRIAGE,
      needs: result.needs.map(({ code, severity, evidence, who, everyDays }) => ({
        ...{ code, severity, items: evidence },
        ...(everyDays !== undefined && { everyDays }),
        memberId: who === 'person' ? memberId : null,
      })),
    });
  }

  /** The other assessor's result counts from now on: its needs come, and those that only this one's spoke for go. */
  async change(from: Assessment, to: Assessment): Promise<void> {
    if (to.result) await this.execute(to, to.result, from.id);
    await this.withdrawResult.execute(from.householdId, from.id);
  }
}
