import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Lifecycles } from '../../../platform/lifecycle';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import type { DecideSupportChange, ProposeSupportChange } from '../dto/support-file.dto';
import { SealedSupportWords } from '../sealed-support-words';
import type { SupportFile } from '../support-file.entity';
import { supportFileLifecycle } from '../support-file.lifecycle';
import { SupportFilesStore } from '../support-files.store';
import { placeOf, SupportMoves } from '../support-moves';
import type { SupportProposal } from '../support-proposal.entity';
import { supportProposalLifecycle } from '../support-proposal.lifecycle';
import { SupportRecordsStore } from '../support-records.store';
import { VisitRhythm } from '../visit-rhythm';
import { EndSupportFile } from './end-support-file.use-case';

/** Another form of support is the person's wish, the exit somebody's proposal: both are decided by a person with a ground (R3). */
@Injectable()
export class ChangeSupport {
  constructor(
    private readonly store: SupportFilesStore,
    private readonly records: SupportRecordsStore,
    private readonly moves: SupportMoves,
    private readonly ending: EndSupportFile,
    private readonly sealed: SealedSupportWords,
    private readonly rhythm: VisitRhythm,
    private readonly lifecycles: Lifecycles,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `move-not-allowed`, `support-proposal-open`; 422 the day, the place; 412 */
  async propose(fileId: string, { kind, place, wishedOn, words }: ProposeSupportChange): Promise<SupportFile> {
    const found = await this.store.get(fileId);
    if (supportFileLifecycle.rule(found.state, 'propose')) {
      if (wishedOn > this.clock.today()) throw invalid([{ field: 'wishedOn', code: 'day-ahead' }]);
      if (kind === 'form' && place === undefined) throw invalid([{ field: 'place', code: 'support-place-needed' }]);
      if (await this.records.openProposal(fileId)) throw conflict('support-proposal-open');
    }
    const row = await this.moves.make(found, 'propose', {}, { fields: ['kind', 'wishedOn', 'words'] });
    const { householdId, districtCode } = row;
    const key = { id: newId(), householdId };
    const moved = kind === 'form' && place !== undefined;
    await this.records.insertProposal({
      ...{ ...key, fileId, districtCode, state: supportProposalLifecycle.initial, kind, wishedOn },
      toForm: kind === 'exit' ? null : row.form === 'at-home' ? 'institution' : 'at-home',
      placeCiphertext: moved ? await this.sealed.seal('support_proposals.place', key, place) : null,
      wordsCiphertext: await this.sealed.seal('support_proposals.words', key, words),
      ...{ proposedBy: this.transactions.actor.userId, proposedAt: this.clock.now(), groundCiphertext: null },
      ...{ decidedBy: null, decidedAt: null, version: 1 },
    });
    return row;
  }

  /** @throws AppError 404; 409 `support-no-proposal`, `support-own-proposal`, `support-authority-ends`, `move-not-allowed`; 412 */
  async decide(fileId: string, { outcome, ground }: DecideSupportChange): Promise<SupportFile> {
    const file = await this.store.get(fileId);
    const proposal = await this.waiting(fileId);
    await this.close(file, proposal, outcome === 'confirmed' ? 'confirm' : 'refuse', ground);
    if (outcome === 'refused') return file;
    if (proposal.kind === 'exit') return this.ending.byExit(file, ground);
    const form = proposal.toForm ?? file.form;
    const metOn = (await this.records.lastMet(fileId)) ?? file.openedOn;
    const place = await this.sealed.open('support_proposals.place', proposal, proposal.placeCiphertext);
    return this.moves.make(file, 'change-form', {
      form,
      placeCiphertext: place === null ? null : await this.sealed.seal('support_files.place', file, place),
      nextVisitOn: this.rhythm.next(metOn, { ...file, form }),
    });
  }

  /** The person no longer wishes it. @throws AppError 404; 409 `support-no-proposal`; 412 */
  async withdraw(fileId: string): Promise<SupportFile> {
    const file = await this.store.get(fileId);
    await this.close(file, await this.waiting(fileId), 'withdraw');
    return file;
  }

  private async waiting(fileId: string): Promise<SupportProposal> {
    const proposal = await this.records.openProposal(fileId);
    if (!proposal) throw conflict('support-no-proposal');
    return proposal;
  }

  private async close(
    file: SupportFile,
    proposal: SupportProposal,
    move: 'confirm' | 'refuse' | 'withdraw',
    ground?: string,
  ): Promise<void> {
    const place = { ...placeOf(file), subjectId: proposal.id };
    const state = await this.lifecycles.move({
      ...{ lifecycle: supportProposalLifecycle, ...place, from: proposal.state, move },
      facts: { ownExit: proposal.kind === 'exit' && proposal.proposedBy === this.transactions.actor.userId },
    });
    await this.records.updateProposal(proposal, {
      ...{ state, decidedBy: this.transactions.actor.userId, decidedAt: this.clock.now() },
      groundCiphertext:
        ground === undefined ? null : await this.sealed.seal('support_proposals.ground', proposal, ground),
    });
    const subject = { subjectType: 'support-proposal', ...place };
    await this.audit.changed({ action: `support-proposal.${move}`, ...subject, fields: ['state', 'ground'] });
  }
}
