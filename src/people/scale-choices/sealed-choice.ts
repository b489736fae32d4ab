import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import type { ScaleProposal, ScreeningAnswer } from './propose-scales';
import type { ScaleChoice } from './scale-choice.entity';

/** What was said and what followed from it. */
export interface ScreeningRecord extends ScaleProposal {
  answers: Record<string, ScreeningAnswer>;
}

/** Why the worker left scales out, by code, and why others were added. */
export interface ChoiceReasons {
  dropped: Record<string, string>;
  added: string[];
  addReason: string | null;
}

const PLACES = { proposal: 'scale_choices.proposal', decision: 'scale_choices.decision' } as const;

/** Answers and reasons of a choice, sealed under the household's key (design 8.7). */
@Injectable()
export class SealedChoice {
  constructor(private readonly sealer: Sealer) {}

  seal(kind: 'proposal', row: Pick<ScaleChoice, 'id' | 'householdId'>, content: ScreeningRecord): Promise<Buffer>;
  seal(kind: 'decision', row: Pick<ScaleChoice, 'id' | 'householdId'>, content: ChoiceReasons): Promise<Buffer>;
  seal(
    kind: keyof typeof PLACES,
    { id, householdId }: Pick<ScaleChoice, 'id' | 'householdId'>,
    content: object,
  ): Promise<Buffer> {
    return this.sealer.seal(householdId, PLACES[kind], id, JSON.stringify(content));
  }

  /** Null after the household was erased. */
  async proposal({ id, householdId, proposalCiphertext }: ScaleChoice): Promise<ScreeningRecord | null> {
    if (!proposalCiphertext) return null;
    return JSON.parse(await this.sealer.open(householdId, PLACES.proposal, id, proposalCiphertext)) as ScreeningRecord;
  }

  /** Null before anybody has decided, and after the household was erased. */
  async decision({ id, householdId, decisionCiphertext }: ScaleChoice): Promise<ChoiceReasons | null> {
    if (!decisionCiphertext) return null;
    return JSON.parse(await this.sealer.open(householdId, PLACES.decision, id, decisionCiphertext)) as ChoiceReasons;
  }
}
