import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import type { Assessment } from './assessment.entity';
import type { Answers } from './score-result';

type Sealed = Pick<Assessment, 'id' | 'householdId' | 'answersCiphertext'>;

const PLACE = 'assessments.answers_ciphertext';

/** Raw answers, encrypted under the household's key (design 8.7). */
@Injectable()
export class RawAnswers {
  constructor(private readonly sealer: Sealer) {}

  seal({ id, householdId }: Pick<Assessment, 'id' | 'householdId'>, answers: Answers): Promise<Buffer> {
    return this.sealer.seal(householdId, PLACE, id, JSON.stringify(answers));
  }

  async open({ id, householdId, answersCiphertext }: Sealed): Promise<Answers> {
    if (!answersCiphertext) return {};
    return JSON.parse(await this.sealer.open(householdId, PLACE, id, answersCiphertext)) as Answers;
  }
}
