import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import { Policies, type PolicyPack } from '../../reference/policies';
import { Audit } from '../../trust/audit';
import { type Adoption, Adoptions } from '../adoptions';
import { type FamilySide, sideAgain, Simulations } from '../simulations';
import type { ProposalQuery, RecalculationQuery } from './dto/recalculation.dto';
import { type ProposalGroup, ProposalsStore } from './proposals.store';
import type { Recalculation } from './recalculation.entity';
import type { RecalculationHousehold } from './recalculation-household.entity';
import { RecalculationsStore } from './recalculations.store';

/** The rules of both sides of a batch. */
export interface BatchPacks {
  adoption: Adoption;
  before: PolicyPack;
  after: PolicyPack;
}

/** Reads of batches and of their proposals. */
@Injectable()
export class Recalculations {
  constructor(
    private readonly store: RecalculationsStore,
    private readonly proposals: ProposalsStore,
    private readonly adoptions: Adoptions,
    private readonly simulations: Simulations,
    private readonly policies: Policies,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404 `recalculation-not-found` */
  get(id: string): Promise<Recalculation> {
    return this.store.get(id);
  }

  /** Newest first. */
  list(query: RecalculationQuery): Promise<Page<Recalculation>> {
    return this.store.list(query);
  }

  /** Batches that wait for decisions. */
  countOpen(): Promise<number> {
    return this.store.countOpen();
  }

  /** Of the families that the reader may see. */
  groups(id: string): Promise<ProposalGroup[]> {
    return this.proposals.groups(id);
  }

  /** A page of families with what they would get: it is recorded that somebody looked (C2). @throws AppError 404 */
  async page(id: string, query: ProposalQuery): Promise<Page<RecalculationHousehold>> {
    await this.looked(id, 'recalculation.families-read');
    return this.proposals.list(id, query);
  }

  /** Decided families whose households were not told yet, for their notices; printing is on the record (C2). */
  async untold(id: string, query: Pick<ProposalQuery, 'limit' | 'after'>): Promise<Page<RecalculationHousehold>> {
    await this.looked(id, 'recalculation.notices-read');
    return this.proposals.list(id, { ...query, state: 'confirmed', told: false });
  }

  /** Each notice that is printed stands on the record of its file (C2). */
  async printed({ id: subjectId }: Recalculation, rows: readonly RecalculationHousehold[]): Promise<void> {
    for (const { householdId } of rows)
      await this.audit.read({
        ...{ action: 'recalculation.notice-printed', subjectType: 'recalculation', subjectId, householdId },
      });
  }

  /** @throws AppError 404 */
  family(id: string, householdId: string): Promise<RecalculationHousehold> {
    return this.proposals.get(id, householdId);
  }

  /** The rules before the version, and the version. */
  async packs({ adoptionId }: Recalculation): Promise<BatchPacks> {
    const adoption = await this.adoptions.get(adoptionId);
    const { before } = await this.simulations.packs(adoption.simulationId);
    return { adoption, before, after: this.policies.pack(adoption.packCode!) };
  }

  /** Both calculations of a family, done again; null once the batch is closed and the facts are gone. */
  async sides(
    batch: Recalculation,
    row: RecalculationHousehold,
  ): Promise<Record<'before' | 'after', FamilySide> | null> {
    if (row.facts === '') return null;
    const { before, after } = await this.packs(batch);
    return {
      before: sideAgain(batch, row, before, row.digestBefore),
      after: sideAgain(batch, row, after, row.digestAfter),
    };
  }

  private async looked(id: string, action: string): Promise<void> {
    const { districtCode } = await this.store.get(id);
    await this.audit.read({ action, subjectType: 'recalculation', subjectId: id, districtCode });
  }
}
