import { type Answers, Instruments, score } from '../../../src/people/assessments';
import { Assessment } from '../../../src/people/assessments/assessment.entity';
import { RawAnswers } from '../../../src/people/assessments/raw-answers';
import { newId, Transactions } from '../../../src/platform/database';
import { systemActor } from '../../../src/trust/access';
import { Audit } from '../../../src/trust/audit';
import type { TestApp } from '../../support/app';
import { DISTRICT } from '../../support/district';

/** Who is assessed. */
export interface Assessed {
  householdId: string;
  memberId: string | null;
}

/** Hands in one form of a scale for each of these people at once, answers sealed, by the way the product keeps them. */
export function fillScales(
  app: TestApp,
  code: string,
  people: readonly Assessed[],
  answersOf: (at: number) => Answers,
): Promise<void> {
  const instrument = app.get(Instruments).byCode(code);
  return app.as(systemActor(DISTRICT, 'test'), async () => {
    for (const [at, { householdId, memberId }] of people.entries()) {
      const id = newId();
      const result = score(instrument, answersOf(at));
      const answersCiphertext = await app.get(RawAnswers).seal({ id, householdId }, answersOf(at));
      const when = new Date(app.clock.now().getTime() - 60_000 + at);
      await app.get(Transactions).manager.insert(Assessment, {
        ...{ id, householdId, memberId, instrument: code, instrumentVersion: instrument.version, mode: 'proxy' },
        ...{
          assessorId: newId(),
          state: 'completed',
          answersCiphertext,
          result,
          score: result.raw,
          maximum: result.max,
        },
        ...{
          severity: result.severity,
          triage: result.triage?.level ?? null,
          flags: result.flags.map((flag) => flag.code),
        },
        ...{ startedAt: when, completedAt: when, version: 1 },
      } as never);
      const subject = { subjectType: 'assessment', subjectId: id, householdId, districtCode: DISTRICT };
      await app.get(Audit).changed({ action: 'assessment.completed', ...subject });
    }
  });
}
