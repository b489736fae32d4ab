import { Injectable } from '@nestjs/common';
import { newId } from '../../../platform/database';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { FactsOfMany } from '../../calculations';
import { Households } from '../../households';
import { type CalculationFacts, canonicalText, digestOf } from '../../means-test';
import { compareFamily, resultUnder, type Side, sideOf, Simulations, Townships } from '../../simulations';
import { type NewProposal, ProposalsStore } from '../proposals.store';
import { Recalculations } from '../recalculations.service';
import { RecalculationsStore } from '../recalculations.store';

/** Files of one transaction: read, calculated and kept within a second (design 8.5). */
const BATCH = 250;

/** What is the same for all families of a batch. */
export interface WorkRules {
  before: Side;
  after: Side;
  on: string;
  simulationId: string;
  /** Name of the tried pack: results carry it, so that those of the simulation can be compared by their bytes. */
  triedVersion: string;
}

/** How far a batch is; null once it was stopped. */
export interface WorkProgress {
  done: number;
  total: number;
  over: boolean;
}

/**
 * Works out the next families of a batch, in one transaction with how far it got: whoever goes on after a crash finds neither a
 * gap nor a family twice. Runs as whoever ordered it, and sees the files that they see.
 */
@Injectable()
export class WorkOutFamilies {
  constructor(
    private readonly store: RecalculationsStore,
    private readonly proposals: ProposalsStore,
    private readonly recalculations: Recalculations,
    private readonly simulations: Simulations,
    private readonly households: Households,
    private readonly facts: FactsOfMany,
    private readonly townships: Townships,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async rules(id: string): Promise<WorkRules> {
    const batch = await this.store.get(id);
    const { adoption, before, after } = await this.recalculations.packs(batch);
    const { simulationId } = adoption;
    const triedVersion = (await this.simulations.packs(simulationId)).after.version;
    const on = batch.onDay;
    return { on, simulationId, triedVersion, before: sideOf(before, on), after: sideOf(after, on) };
  }

  /** Counts what lies ahead, once. @returns false when it was stopped before */
  async begin(id: string): Promise<boolean> {
    const { state, totalCount } = await this.store.get(id);
    if (state === 'running' && totalCount !== null) return true;
    const change = { state: 'running' as const, totalCount: await this.households.countLive() };
    return this.store.move(id, ['waiting', 'running'], change);
  }

  async execute(id: string, rules: WorkRules): Promise<WorkProgress | null> {
    // Locks the row first: a cancel that comes meanwhile waits, and then finds these rows too.
    if (!(await this.store.move(id, ['running'], { state: 'running' }))) return null;
    const { doneCount, totalCount, lastHouseholdId, districtCode } = await this.store.get(id);
    const files = await this.households.liveAfter(lastHouseholdId, BATCH);
    const done = doneCount + files.length;
    const over = files.length < BATCH;
    const total = over ? done : Math.max(totalCount ?? 0, done);
    await this.keep(id, files, rules);
    await this.store.move(id, ['running'], {
      ...{ doneCount: done, totalCount: total },
      ...(files.length > 0 && { lastHouseholdId: files.at(-1)!.id }),
      ...(over && { state: 'open', finishedAt: this.clock.now() }),
    });
    if (over) {
      const subject = { subjectType: 'recalculation', subjectId: id, districtCode };
      await this.audit.changed({ action: 'recalculation.worked-out', ...subject, fields: [`families-${done}`] });
    }
    return { done, total, over };
  }

  /** What a family comes to now: a proposal that nobody has looked at. */
  async proposalsOf(ids: readonly string[], rules: WorkRules): Promise<Map<string, ReturnType<typeof this.compare>>> {
    const known = await this.facts.read(ids, rules.on);
    const simulated = await this.simulations.digestsAfter(rules.simulationId, ids);
    return new Map(ids.map((id) => [id, this.compare(known.get(id)!, rules, simulated.get(id))]));
  }

  private async keep(id: string, files: ReadonlyArray<{ id: string; regionId: number }>, rules: WorkRules) {
    if (files.length === 0) return;
    const compared = await this.proposalsOf(
      files.map((file) => file.id),
      rules,
    );
    const townships = await this.townships.of(files);
    const rows: NewProposal[] = files.map(({ id: householdId, regionId }) => ({
      ...{ id: newId(), householdId, townshipId: townships.get(regionId) ?? regionId },
      ...compared.get(householdId)!,
    }));
    await this.proposals.insert(id, rows);
  }

  private compare(facts: CalculationFacts, { before, after, triedVersion }: WorkRules, simulated: string | undefined) {
    const { result } = resultUnder(facts, after);
    const asTried = digestOf(canonicalText({ ...result, packVersion: triedVersion }));
    return {
      ...compareFamily(facts, before, after),
      asSimulated: simulated === undefined ? null : asTried === simulated,
    };
  }
}
