import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Policies } from '../../../reference/policies';
import { Audit } from '../../../trust/audit';
import { type Application, Applications } from '../../applications';
import { Households } from '../../households';
import type { Commitment } from '../commitment.entity';
import { commitmentLifecycle } from '../commitment.lifecycle';
import { CommitmentMoves } from '../commitment-moves';
import { CommitmentSigner } from '../commitment-signer';
import { CommitmentTexts } from '../commitment-texts';
import { Commitments } from '../commitments.service';
import { CommitmentsStore } from '../commitments.store';
import type { AnswerCommitment, TakeCommitment as Taken } from '../dto/commitment.dto';

/** Papers are asked for until the visit: later there is nothing that a word could stand for. */
const ASKING = ['filed', 'returned', 'accepted'];

/** Shows the text of duty and consequence and takes the answer (R89): signed, a thumb print, or no. */
@Injectable()
export class TakeCommitment {
  constructor(
    private readonly store: CommitmentsStore,
    private readonly commitments: Commitments,
    private readonly moves: CommitmentMoves,
    private readonly signers: CommitmentSigner,
    private readonly texts: CommitmentTexts,
    private readonly applications: Applications,
    private readonly households: Households,
    private readonly policies: Policies,
    private readonly numbers: NumberSequence,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * Begins one: it stands for nothing before it is signed.
   * @throws AppError 404; 409 `commitment-application-past`, `commitment-file-closed`, `commitment-open`; 422 papers or signer
   */
  async show(applicationId: string, asked: Taken): Promise<Commitment> {
    const application = await this.applications.get(applicationId);
    if (!ASKING.includes(application.state)) throw conflict('commitment-application-past');
    const household = await this.households.unrecorded(application.householdId);
    if (household.state !== 'active') throw conflict('commitment-file-closed');
    const waived = await this.papers(application, asked.waived);
    const signer = await this.signers.of(application, asked);
    const { householdId, districtCode, regionPath, act } = application;
    const textKey = this.commitments.rules(districtCode)?.text ?? '';
    const { locale, digest } = this.texts.of(textKey, household.locale);
    const row: Commitment = {
      ...{ id: newId(), number: await this.numbers.nextNumber('CM'), householdId, districtCode, regionPath },
      ...{ applicationId, act, packVersion: this.policies.current(districtCode).version },
      ...{ state: commitmentLifecycle.initial, waived, textKey, textDigest: digest, locale },
      ...{ signerId: signer.id, signerKind: asked.signerKind, signedHow: null, readAloud: false },
      ...{ takenBy: this.transactions.actor.userId, takenAt: this.clock.now(), answeredAt: null },
      ...{ drawId: null, dueAt: null, outcome: null, findingCiphertext: null, foundBy: null, foundAt: null },
      ...{ saidCiphertext: null, saidAt: null, replyCiphertext: null, repliedBy: null, repliedAt: null },
      ...{ settledCiphertext: null, settledBy: null, settledAt: null, version: 1 },
    };
    await this.store.insert(row);
    const subject = { subjectType: 'commitment', subjectId: row.id, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'commitment.shown', ...subject, fields: ['waived', 'signerId', 'textDigest'] });
    return row;
  }

  /** What the person said, after the text was read to them. @throws AppError 404; 409 `commitment-read-aloud`; 412 */
  async answer(id: string, version: number | null, { readAloud, how }: AnswerCommitment): Promise<Commitment> {
    const row = await this.store.at(id, version);
    await this.requireAsking(row.applicationId);
    return this.moves.make(row, how === 'refused' ? 'refuse' : 'sign', {
      facts: { readAloud },
      changes: { readAloud, signedHow: how, answeredAt: this.clock.now() },
    });
  }

  /** The household takes its word back and brings the papers, while they are asked for and nothing rests on the word. */
  async withdraw(id: string, version: number | null, reason: string): Promise<Commitment> {
    const row = await this.store.at(id, version);
    await this.requireAsking(row.applicationId);
    return this.moves.make(row, 'withdraw', { reason });
  }

  private async requireAsking(applicationId: string): Promise<void> {
    const { state } = await this.applications.get(applicationId);
    if (!ASKING.includes(state)) throw conflict('commitment-application-past');
  }

  private async papers({ id, districtCode, act }: Application, codes: readonly string[]): Promise<string[]> {
    const wrong = (code: string) => invalid([{ field: 'waived', code }]);
    const waivable = this.commitments.waivable(districtCode, act).map(({ code }) => code);
    if (codes.some((code) => !waivable.includes(code))) throw wrong('commitment-paper-not-waivable');
    const committed = await this.applications.committedPapers(id);
    if (codes.some((code) => committed.includes(code))) throw wrong('commitment-paper-covered');
    return [...new Set(codes)];
  }
}
