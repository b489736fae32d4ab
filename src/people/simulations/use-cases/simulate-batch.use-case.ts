import { Injectable } from '@nestjs/common';
import { newId } from '../../../platform/database';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { FactsOfMany, packOf } from '../../calculations';
import { Households } from '../../households';
import { compareFamily, type Side, sideOf } from '../compare-family';
import { SimulationFamiliesStore } from '../simulation-families.store';
import { SimulationsStore } from '../simulations.store';
import { Townships } from '../townships';

/** Files of one transaction: they are read, calculated twice and kept within a second (design 8.5). */
const BATCH = 250;

/** What is the same for all families of a simulation. */
export interface Sides {
  before: Side;
  after: Side;
  on: string;
}

/** How far a simulation is; null once it was stopped. */
export interface Progress {
  done: number;
  total: number;
  over: boolean;
}

/**
 * Takes the next families of a simulation, in one transaction with how far it got: whoever goes on after a crash finds
 * neither a gap nor a family twice. Runs as whoever ordered it, and sees the files that they see.
 */
@Injectable()
export class SimulateBatch {
  constructor(
    private readonly store: SimulationsStore,
    private readonly families: SimulationFamiliesStore,
    private readonly households: Households,
    private readonly facts: FactsOfMany,
    private readonly townships: Townships,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Both sets of rules, ready for the day. */
  async sides(id: string): Promise<Sides> {
    const { onDay: on } = await this.store.get(id);
    const { rulesBefore, rulesAfter } = await this.store.rules(id);
    const side = (content: string) => sideOf(packOf({ content }), on);
    return { on, before: side(rulesBefore), after: side(rulesAfter) };
  }

  /** Counts what lies ahead, once. @returns false when it was stopped before */
  async begin(id: string): Promise<boolean> {
    const { state, totalCount } = await this.store.get(id);
    if (state === 'running' && totalCount !== null) return true;
    return this.store.move(id, ['waiting', 'running'], {
      state: 'running',
      totalCount: await this.households.countLive(),
    });
  }

  async execute(id: string, sides: Sides): Promise<Progress | null> {
    // Locks the row first: a cancel that comes meanwhile waits, and then finds these rows too.
    if (!(await this.store.move(id, ['running'], { state: 'running' }))) return null;
    const { doneCount, totalCount, lastHouseholdId, districtCode } = await this.store.get(id);
    const files = await this.households.liveAfter(lastHouseholdId, BATCH);
    const done = doneCount + files.length;
    const over = files.length < BATCH;
    await this.keep(id, files, sides);
    await this.store.move(id, ['running'], {
      doneCount: done,
      totalCount: over ? done : Math.max(totalCount ?? 0, done),
      ...(files.length > 0 && { lastHouseholdId: files.at(-1)!.id }),
      ...(over && { state: 'done', finishedAt: this.clock.now() }),
    });
    if (over) {
      const subject = { subjectType: 'simulation', subjectId: id, districtCode };
      await this.audit.changed({ action: 'simulation.done', ...subject, fields: [`families-${done}`] });
    }
    return { done, total: Math.max(totalCount ?? 0, done), over };
  }

  private async keep(
    id: string,
    files: ReadonlyArray<{ id: string; regionId: number }>,
    { on, before, after }: Sides,
  ): Promise<void> {
    if (files.length === 0) return;
    const known = await this.facts.read(
      files.map((file) => file.id),
      on,
    );
    const townships = await this.townships.of(files);
    const rows = files.map(({ id: householdId, regionId }) => ({
      ...{ id: newId(), householdId, townshipId: townships.get(regionId) ?? regionId },
      ...compareFamily(known.get(householdId)!, before, after),
    }));
    await this.families.insert(id, rows);
  }
}
