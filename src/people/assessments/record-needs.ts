import { Injectable } from '@nestjs/common';
import { FindNeeds, type Need } from '../needs';
import type { Assessment } from './assessment.entity';
import { TRIAGE } from './assessments.service';
import type { ScoreResult } from './score-result';

/** Puts what a result speaks for into the file; of two assessors only for the one that counts. */
@Injectable()
export class RecordNeeds {
  constructor(private readonly findNeeds: FindNeeds) {}

  execute({ id, householdId, memberId, instrument }: Assessment, result: ScoreResult): Promise<Need[]> {
    return this.findNeeds.execute({
      householdId,
      assessmentId: id,
      instrument,
      restricted: result.flags.some((flag) => flag.restricted),
      emergency: instrument === TRIAGE,
      needs: result.needs.map(({ code, severity, evidence, who, everyDays }) => ({
        ...{ code, severity, items: evidence },
        ...(everyDays !== undefined && { everyDays }),
        memberId: who === 'person' ? memberId : null,
      })),
    });
  }
}
