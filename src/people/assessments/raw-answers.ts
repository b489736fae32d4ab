import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import type { Assessment } from './assessment.entity';
import type { Answers } from './score-result';

type Sealed = Pick<Assessment, 'id' | 'householdId' | 'answersCiphertext'>;

const PLACE = 'assessments.answers_ciphertext';
const WORDS = 'assessments.child_words_ciphertext';
const DECISION = 'assessments.decision_ciphertext';

/** Raw answers, a child's own words and the reason of a decision between two results, encrypted under the household's key (design 8.7). */
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

  sealWords({ id, householdId }: Pick<Assessment, 'id' | 'householdId'>, words: string): Promise<Buffer> {
    return this.sealer.seal(householdId, WORDS, id, words);
  }

  async openWords({ id, householdId, childWordsCiphertext: sealed }: Assessment): Promise<string | null> {
    return sealed && this.sealer.open(householdId, WORDS, id, sealed);
  }

  sealDecision({ id, householdId }: Pick<Assessment, 'id' | 'householdId'>, reason: string): Promise<Buffer> {
    return this.sealer.seal(householdId, DECISION, id, reason);
  }

  async openDecision({ id, householdId, decisionCiphertext: sealed }: Assessment): Promise<string | null> {
    return sealed && this.sealer.open(householdId, DECISION, id, sealed);
  }
}
