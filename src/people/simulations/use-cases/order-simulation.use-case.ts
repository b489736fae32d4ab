import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { DueItems, Jobs } from '../../../platform/queue';
import { Clock, plusMonths } from '../../../platform/time';
import { PackDrafts, Policies, type PolicyPack } from '../../../reference/policies';
import { Audit } from '../../../trust/audit';
import { storedRules } from '../../calculations';
import { ENGINE_VERSION } from '../../means-test';
import type { OrderSimulation as Input } from '../dto/simulation.dto';
import type { Simulation } from '../simulation.entity';
import { SimulationsStore } from '../simulations.store';

const DAY = 86_400_000;
const DAYS_KEPT = 30;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is tried: the pack, from a draft or as it is. */
interface Tried {
  pack: PolicyPack;
  draftId: string | null;
  name: string;
  on: string;
}

/** Orders the live files of the district under other rules; a job calculates them, and changes none (R2). */
@Injectable()
export class OrderSimulation {
  constructor(
    private readonly store: SimulationsStore,
    private readonly drafts: PackDrafts,
    private readonly policies: Policies,
    private readonly numbers: NumberSequence,
    private readonly jobs: Jobs,
    private readonly dueItems: DueItems,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @param key id of a draft or code of a pack
   * @throws AppError 404 `pack-not-found`, `pack-draft-not-found`; 409 `simulation-running`, `pack-draft-dropped`, `pack-draft-adopted`;
   *   422 `district-needed`, `simulation-day`, `pack-check`
   */
  async execute(key: string, input: Input): Promise<Simulation> {
    const { districtCodes, userId } = this.transactions.actor;
    const [districtCode] = districtCodes;
    if (districtCode === undefined || districtCodes.length > 1 || userId === null)
      throw invalid([{ field: 'district', code: 'district-needed' }], 'district-needed');
    const tried = UUID.test(key) ? await this.ofDraft(key, input) : this.ofPack(key, input);
    await this.settleOpen();
    const now = this.clock.now();
    const id = newId();
    const expiresAt = new Date(now.getTime() + DAYS_KEPT * DAY);
    const row: Simulation = {
      ...{ id, number: await this.numbers.nextNumber('SM'), districtCode, draftId: tried.draftId, name: tried.name },
      ...{ packCode: tried.pack.heads.at(-1)!.code, onDay: tried.on, engineVersion: ENGINE_VERSION },
      rulesBefore: storedRules(this.policies.current(districtCode)).content,
      rulesAfter: storedRules(tried.pack).content,
      ...{ state: 'waiting', endReason: null, doneCount: 0, totalCount: null, lastHouseholdId: null },
      jobRunId: await this.jobs.start('simulate-pack', districtCode, { simulationId: id }),
      ...{ orderedBy: userId, orderedAt: now, finishedAt: null, expiresAt },
    };
    await this.store.insert(row);
    await this.dueItems.set({ kind: 'simulation-expiry', subjectId: id, districtCode, dueAt: expiresAt });
    const subject = { subjectType: 'simulation', subjectId: id, districtCode };
    await this.audit.changed({ action: 'simulation.ordered', ...subject, fields: [row.packCode, row.onDay] });
    return row;
  }

  private async ofDraft(id: string, { on }: Input): Promise<Tried> {
    const draft = await this.drafts.get(id);
    if (draft.state === 'dropped') throw conflict('pack-draft-dropped');
    if (draft.state === 'adopted') throw conflict('pack-draft-adopted');
    const begins = draft.changes.map(({ from }) => from).sort();
    const day = this.dayOf(on ?? begins.at(-1), on !== undefined);
    return { pack: this.drafts.packOf(draft, day), draftId: id, name: draft.name, on: day };
  }

  private ofPack(code: string, { on }: Input): Tried {
    const pack = this.policies.pack(code);
    return { pack, draftId: null, name: pack.name?.zh ?? code, on: this.dayOf(on, true) };
  }

  /** Never a day that is over: the files are those of today. */
  private dayOf(wished: string | undefined, named: boolean): string {
    const today = this.clock.today();
    if (wished === undefined || (wished < today && !named)) return today;
    if (wished < today || wished > plusMonths(today, 12)) throw invalid([{ field: 'on', code: 'simulation-day' }]);
    return wished;
  }

  /** One at a time in a district; one whose job has died makes room. */
  private async settleOpen(): Promise<void> {
    for (const { id, jobRunId } of await this.store.open()) {
      const job = jobRunId === null ? null : await this.jobs.find(jobRunId);
      if (job && job.state !== 'failed') throw conflict('simulation-running');
      await this.store.move(id, ['waiting', 'running'], { state: 'failed', finishedAt: this.clock.now() });
    }
  }
}
