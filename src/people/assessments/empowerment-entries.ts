import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DataFileError, readDataFile } from '../../reference/data-files';
import type { Assessment } from './assessment.entity';
import { AssessmentViews } from './assessment-views';
import { Assessments } from './assessments.service';
import { Instruments } from './instruments';

const empowermentSchema = z.strictObject({
  version: z.string(),
  entries: z.array(z.strictObject({ scale: z.string().regex(/^S\d{2}$/), fromSeverity: z.int().min(1).max(3) })).min(1),
});

/** A result that speaks for an empowerment plan, and the level from which it does. */
export interface EmpowermentEntry {
  assessmentId: string;
  instrument: string;
  memberId: string | null;
  severity: number;
  fromSeverity: number;
  completedAt: string;
}

/** Which results lead to an empowerment plan (R42): a proposal with its reasons, a worker makes the plan or does not. */
@Injectable()
export class EmpowermentEntries {
  private readonly entries: ReadonlyMap<string, number>;

  constructor(
    instruments: Instruments,
    private readonly assessments: Assessments,
    private readonly views: AssessmentViews,
  ) {
    const file = join(__dirname, 'empowerment.yaml');
    const { entries } = readDataFile(file, empowermentSchema);
    const known = instruments.all().map(({ code }) => code);
    const strange = entries.filter(({ scale }) => !known.includes(scale));
    if (strange.length > 0)
      throw new DataFileError(
        file,
        strange.map(({ scale }) => `scale ${scale} does not exist`),
      );
    this.entries = new Map(entries.map(({ scale, fromSeverity }) => [scale, fromSeverity]));
  }

  /** By the newest result of each scale and person, as far as the reader may know its level (C3). */
  async of(householdId: string): Promise<EmpowermentEntry[]> {
    const newest = new Map<string, Assessment>();
    for (const row of await this.assessments.list(householdId)) {
      const key = `${row.instrument} ${row.memberId ?? ''}`;
      const counts = row.state === 'completed' && row.counts && this.entries.has(row.instrument);
      if (counts && !newest.has(key)) newest.set(key, row);
    }
    const heads = await this.views.heads([...newest.values()]);
    return heads.flatMap(({ id, instrument, memberId, severity, completedAt, startedAt }) => {
      const fromSeverity = this.entries.get(instrument) ?? Number.POSITIVE_INFINITY;
      if (severity === null || severity < fromSeverity) return [];
      return [
        { assessmentId: id, instrument, memberId, severity, fromSeverity, completedAt: completedAt ?? startedAt },
      ];
    });
  }
}
