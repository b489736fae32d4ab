import { Injectable } from '@nestjs/common';
import { inTurn, type Page, Transactions } from '../../platform/database';
import { Policies } from '../../reference/policies';
import { Units } from '../../reference/regions';
import { Accounts } from '../../trust/accounts';
import type { Application } from './application.entity';
import type { SecondLookQuery } from './dto/second-look.dto';
import type { LookShareView, SecondLookView } from './dto/second-look.view';
import { SealedWords } from './sealed-words';
import type { SecondLook } from './second-look.entity';
import { secondLookLifecycle } from './second-look.lifecycle';
import { type LookShare, SecondLooksStore } from './second-looks.store';

const NOBODY = {
  ground: null,
  lookedByName: null,
  lookedAt: null,
  answer: null,
  answeredByName: null,
  answeredAt: null,
};

/** Reads of what the district looks at again (B22, R70). */
@Injectable()
export class SecondLooks {
  constructor(
    private readonly store: SecondLooksStore,
    private readonly sealed: SealedWords,
    private readonly policies: Policies,
    private readonly units: Units,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
  ) {}

  /** Drawn applications, those decided first come first. */
  list(query: SecondLookQuery): Promise<Page<Application>> {
    return this.store.list(query);
  }

  counts(): Promise<{ waiting: number; toCorrect: number }> {
    return this.store.counts();
  }

  /** States of these drawn applications. */
  async statesOf(ids: readonly string[]): Promise<Map<string, SecondLook['state']>> {
    const found = await this.store.ofApplications(ids);
    return new Map([...found].map(([id, { state }]) => [id, state]));
  }

  /** By township and act; a place without a township counts by itself. */
  async shares(): Promise<LookShareView[]> {
    const shares = await this.store.shares();
    return inTurn(shares, (share) => this.share(share));
  }

  /** What stands on an application; null where it was not drawn. The caller releases it by the levels of the file. */
  async of(application: Application): Promise<SecondLookView | null> {
    if (!application.sampled || application.outcome === null) return null;
    const row = await this.store.ofApplication(application.id);
    const { roles, userId } = this.transactions.actor;
    const state = row?.state ?? secondLookLifecycle.initial;
    // Whoever decided is offered nothing.
    const own = state === 'waiting' && application.decidedBy === userId;
    const moves = own ? [] : secondLookLifecycle.allowed(state, roles);
    if (!row) return { state, ...NOBODY, moves };
    const { householdId, id, lookedBy, answeredBy } = row;
    const names = await this.accounts.names([lookedBy, ...(answeredBy ? [answeredBy] : [])]);
    return {
      ...{ state, moves, lookedByName: names.get(lookedBy) ?? null, lookedAt: row.lookedAt.toISOString() },
      ground: await this.sealed.open('lookGround', householdId, id, row.groundCiphertext),
      answer: await this.sealed.open('lookAnswer', householdId, id, row.answerCiphertext),
      answeredByName: answeredBy && (names.get(answeredBy) ?? null),
      answeredAt: row.answeredAt?.toISOString() ?? null,
    };
  }

  private async share({ unitId, act, decided, drawn, looked }: LookShare): Promise<LookShareView> {
    const unit = unitId === null ? null : await this.units.byId(unitId);
    const district = unit?.districtCode ?? this.transactions.actor.districtCodes[0] ?? '';
    const rule = this.policies.current(district).rules.delegations.find((row) => row.act === act);
    const samplePercent = rule?.samplePercent ?? null;
    return {
      ...{ unitId, unitName: unit?.name ?? null, act, decided, drawn, looked, samplePercent },
      lookedPercent: Math.round((looked / decided) * 1000) / 10,
      reached: samplePercent === null || looked * 100 >= decided * samplePercent,
    };
  }
}
