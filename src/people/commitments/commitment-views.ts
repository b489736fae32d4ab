import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { Clock } from '../../platform/time';
import { releaseFields, type Unreleased } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { HouseholdLevels, Households } from '../households';
import type { Commitment } from './commitment.entity';
import { commitmentLifecycle } from './commitment.lifecycle';
import type { CommitmentDraw } from './commitment-draw.entity';
import { CommitmentTexts } from './commitment-texts';
import { CommitmentWords } from './commitment-words';
import { CommitmentsStore } from './commitments.store';
import { digestIn, drawSample } from './draw-sample';
import {
  type CommitmentLine,
  commitmentLine,
  type CommitmentView,
  commitmentView,
  type DrawsView,
  type DrawView,
} from './dto/commitment.view';

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Commitments and draws as the reader may see them (C3). */
@Injectable()
export class CommitmentViews {
  constructor(
    private readonly store: CommitmentsStore,
    private readonly texts: CommitmentTexts,
    private readonly words: CommitmentWords,
    private readonly households: Households,
    private readonly levels: HouseholdLevels,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async lines(rows: readonly Commitment[]): Promise<CommitmentLine[]> {
    const ids = rows.map(({ householdId }) => householdId);
    const levels = await this.levels.ofAll(ids);
    const files = await this.households.labelsOf(ids);
    return rows.map((row) =>
      releaseFields(commitmentLine, this.head(row, files.get(row.householdId)), levels.get(row.householdId)!),
    );
  }

  async one(row: Commitment): Promise<CommitmentView> {
    const people = [row.takenBy, row.foundBy, row.repliedBy, row.settledBy].filter((id) => id !== null);
    const names = await this.accounts.names([...new Set(people)]);
    const nameOf = (id: string | null) => id && (names.get(id) ?? null);
    const members = await this.households.everMemberNames(row.householdId);
    const files = await this.households.labelsOf([row.householdId]);
    const { digest, duty, consequence, choice } = this.texts.of(row.textKey, row.locale);
    const { packVersion, textKey, textDigest, locale, signerId, signerKind, signedHow, readAloud, drawId } = row;
    const view: Unreleased<CommitmentView> = {
      ...this.head(row, files.get(row.householdId)),
      ...{ packVersion, textKey, textDigest, locale, signerId, signerKind, signedHow, readAloud, drawId },
      text: digest === textDigest ? { duty, consequence, choice } : null,
      signerName: members.get(signerId) ?? null,
      ...{ takenByName: nameOf(row.takenBy), answeredAt: iso(row.answeredAt) },
      ground: await this.words.open('finding', row),
      ...{ foundByName: nameOf(row.foundBy), foundAt: iso(row.foundAt) },
      ...{ said: await this.words.open('said', row), saidAt: iso(row.saidAt) },
      ...{ reply: await this.words.open('reply', row), repliedAt: iso(row.repliedAt) },
      ...{ repliedByName: nameOf(row.repliedBy), settled: await this.words.open('settled', row) },
      ...{ settledByName: nameOf(row.settledBy), settledAt: iso(row.settledAt) },
      earlierNotTrue: await this.store.earlierNotTrue(row),
      moves: commitmentLifecycle.allowed(row.state, this.transactions.actor.roles),
    };
    return releaseFields(commitmentView, view, await this.levels.of(row.householdId));
  }

  async draws(rows: readonly CommitmentDraw[]): Promise<DrawsView['items']> {
    const names = await this.accounts.names(rows.flatMap(({ drawnBy }) => drawnBy ?? []));
    return rows.map((row) => this.drawHead(row, names));
  }

  /** Drawn again while it is shown: the reader sees whether it comes to the same. */
  async draw(row: CommitmentDraw): Promise<DrawView> {
    const names = await this.accounts.names(row.drawnBy === null ? [] : [row.drawnBy]);
    const again = drawSample(row.seed, row.pool, row.percent);
    const pool = row.pool
      .map((number) => ({ number, digest: digestIn(row.seed, number), drawn: row.drawn.includes(number) }))
      .sort((a, b) => (a.digest < b.digest ? -1 : 1));
    const holds = again.length === row.drawn.length && again.every((number) => row.drawn.includes(number));
    return { ...this.drawHead(row, names), pool, holds };
  }

  private drawHead(
    { id, seed, percent, pool, drawn, drawnBy, drawnAt }: CommitmentDraw,
    names: ReadonlyMap<string, string>,
  ): DrawsView['items'][number] {
    return {
      ...{ id, self: `/api/v1/commitment-draws/${id}`, seed, percent, poolSize: pool.length, drawnSize: drawn.length },
      ...{ drawnByName: drawnBy && (names.get(drawnBy) ?? null), drawnAt: drawnAt.toISOString() },
    };
  }

  private head(row: Commitment, file: { number: string; displayName: string } | undefined): Unreleased<CommitmentLine> {
    const { id, number, householdId, applicationId, act, state, waived, takenAt, dueAt, outcome, version } = row;
    return {
      ...{ id, self: `/api/v1/commitments/${id}`, number, householdId, householdNumber: file?.number ?? '' },
      ...{ householdName: file?.displayName ?? '', applicationId, act, state, waived, outcome, version },
      ...{ takenAt: takenAt.toISOString(), dueAt: iso(dueAt) },
      overdue: dueAt !== null && dueAt < this.clock.now(),
    };
  }
}
