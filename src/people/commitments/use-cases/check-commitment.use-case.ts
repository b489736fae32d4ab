import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { Clock } from '../../../platform/time';
import { Classifications, Rechecks } from '../../classification';
import { Households } from '../../households';
import type { Commitment } from '../commitment.entity';
import { CommitmentMoves } from '../commitment-moves';
import { CommitmentWords } from '../commitment-words';
import { CommitmentsStore } from '../commitments.store';
import type {
  CheckCommitment as Found,
  ContestCommitment,
  ReplyCommitment,
  SettleCommitment,
} from '../dto/commitment.dto';

const FINDINGS = { true: 'affirm', 'not-true': 'deny', unclear: 'leave-open' } as const;

/** The later check of a word (R89), the household's objection and its answer, and what a person makes of it (R3). */
@Injectable()
export class CheckCommitment {
  constructor(
    private readonly store: CommitmentsStore,
    private readonly moves: CommitmentMoves,
    private readonly words: CommitmentWords,
    private readonly households: Households,
    private readonly classifications: Classifications,
    private readonly rechecks: Rechecks,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`, `commitment-own-taking`; 412 */
  async find(id: string, version: number | null, { outcome, ground }: Found): Promise<Commitment> {
    const row = await this.store.at(id, version);
    const { userId } = this.transactions.actor;
    return this.moves.make(row, FINDINGS[outcome], {
      facts: { ownTaking: row.takenBy !== null && row.takenBy === userId },
      changes: {
        ...{ outcome, foundBy: userId, foundAt: this.clock.now(), dueAt: null },
        findingCiphertext: await this.words.seal('finding', row, ground),
      },
    });
  }

  /** The household objects, once. @throws AppError 404; 409 `move-not-allowed`, `commitment-contested-before`; 412 */
  async contest(id: string, version: number | null, { words }: ContestCommitment): Promise<Commitment> {
    const row = await this.store.at(id, version);
    return this.moves.make(row, 'contest', {
      facts: { contestedBefore: row.saidAt !== null },
      changes: { saidCiphertext: await this.words.seal('said', row, words), saidAt: this.clock.now() },
    });
  }

  /** @throws AppError 404; 409 `move-not-allowed`, `commitment-own-finding`; 412 */
  async reply(id: string, version: number | null, { outcome, words }: ReplyCommitment): Promise<Commitment> {
    const row = await this.store.at(id, version);
    const { userId } = this.transactions.actor;
    return this.moves.make(row, outcome === 'true' ? 'correct' : 'uphold', {
      facts: { ownFinding: row.foundBy !== null && row.foundBy === userId },
      changes: {
        ...{ outcome, repliedBy: userId, repliedAt: this.clock.now() },
        replyCiphertext: await this.words.seal('reply', row, words),
      },
    });
  }

  /**
   * Looked at again, by the list of re-checks (R30), or let stand. Neither refuses anything.
   * @throws AppError 404; 409 `move-not-allowed`, `commitment-nothing-decided`; 412
   */
  async settle(id: string, version: number | null, { next, ground }: SettleCommitment): Promise<Commitment> {
    const row = await this.store.at(id, version);
    const decision = await this.classifications.current(row.householdId);
    const settled = await this.moves.make(row, next, {
      facts: { decided: decision !== null },
      changes: {
        ...{ settledBy: this.transactions.actor.userId, settledAt: this.clock.now() },
        settledCiphertext: await this.words.seal('settled', row, ground),
      },
    });
    if (next === 'recheck' && decision) {
      const household = await this.households.unrecorded(row.householdId);
      await this.rechecks.callFor(household, decision, 'commitment', null);
    }
    return settled;
  }
}
