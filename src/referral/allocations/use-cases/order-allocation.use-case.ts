import { Injectable } from '@nestjs/common';
import { newId, NumberSequence, Transactions } from '../../../platform/database';
import { conflict, type FieldError, invalid } from '../../../platform/errors';
import { Jobs } from '../../../platform/queue';
import { Clock, plusMonths } from '../../../platform/time';
import { Regions } from '../../../reference/regions';
import { Taxonomy } from '../../../reference/taxonomy';
import { Audit } from '../../../trust/audit';
import type { Allocation } from '../allocation.entity';
import { AllocationsStore } from '../allocations.store';
import type { OrderAllocation as Input } from '../dto/allocation.dto';
import { SettleWorking } from './settle-working.use-case';

/** Orders a sharing out; a job does it, and nobody is asked for anything before a person publishes it (PIPL 24). */
@Injectable()
export class OrderAllocation {
  constructor(
    private readonly store: AllocationsStore,
    private readonly settling: SettleWorking,
    private readonly regions: Regions,
    private readonly taxonomy: Taxonomy,
    private readonly numbers: NumberSequence,
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 409 `allocation-running`; 422 `district-needed`, `allocation-period`, `allocation-budgets-need-full`, … */
  async execute(input: Input): Promise<Allocation> {
    const { districtCodes, userId } = this.transactions.actor;
    const [districtCode] = districtCodes;
    if (districtCode === undefined || districtCodes.length > 1 || userId === null)
      throw invalid([{ field: 'district', code: 'district-needed' }], 'district-needed');
    const wrong = await this.wrongIn(input, districtCode);
    if (wrong.length > 0) throw invalid(wrong);
    const working = await this.settling.execute(districtCode);
    if (working) throw conflict('allocation-running', { number: working.number });
    const id = newId();
    const { name, beginsOn, endsOn, model, townshipIds, codes, floors } = input;
    const row: Allocation = {
      ...{ id, number: await this.numbers.nextNumber('AL'), districtCode, name, beginsOn, endsOn, model },
      withBudgets: input.budgets ?? model === 'full',
      ...{ townshipIds: [...new Set(townshipIds)], codes: [...new Set(codes)], floors },
      ...{ state: 'queued', round: 1, solvedRound: 0, step: null, percent: 0, failure: null },
      jobRunId: await this.jobs.start('solve-allocation', districtCode, { allocationId: id }),
      ...{ counts: null, value: null, upperBound: null, worseBy: null, keptIncumbent: false, floorResults: [] },
      ...{ problemDigest: null, versions: null, orderedBy: userId, orderedAt: this.clock.now() },
      ...{ gatheredAt: null, solvedAt: null, publishedBy: null, publishedAt: null, publishReason: null },
      ...{ endedAt: null, version: 1 },
    };
    await this.store.insert(row);
    const subject = { subjectType: 'allocation', subjectId: id, districtCode };
    await this.audit.changed({ action: 'allocation.ordered', ...subject, fields: [model, beginsOn, endsOn] });
    return row;
  }

  private async wrongIn(input: Input, districtCode: string): Promise<FieldError[]> {
    const { beginsOn, endsOn, model, budgets, townshipIds, codes, floors } = input;
    const wrong: FieldError[] = [];
    if (endsOn < beginsOn || endsOn > plusMonths(beginsOn, 12))
      wrong.push({ field: 'endsOn', code: 'allocation-period' });
    if (model === 'places' && budgets === true) wrong.push({ field: 'budgets', code: 'allocation-budgets-need-full' });
    const here = await this.townshipsHere(districtCode);
    for (const [place, id] of townshipIds.entries())
      if (!here.has(id)) wrong.push({ field: `townshipIds.${place}`, code: 'allocation-township' });
    for (const [place, code] of codes.entries())
      if (!this.taxonomy.exists(code)) wrong.push({ field: `codes.${place}`, code: 'allocation-code' });
    const seen = new Set<string>();
    for (const [place, { group, key }] of floors.entries()) {
      const id = `${group}:${key}`;
      if (seen.has(id)) wrong.push({ field: `floors.${place}.key`, code: 'allocation-floor-twice' });
      else if (!this.known(group, key, here))
        wrong.push({ field: `floors.${place}.key`, code: 'allocation-floor-key' });
      seen.add(id);
    }
    return wrong;
  }

  private known(group: Input['floors'][number]['group'], key: string, townships: ReadonlySet<number>): boolean {
    if (group === 'township') return townships.has(Number(key));
    if (group === 'code') return this.taxonomy.exists(key);
    return KEYS[group].includes(key);
  }

  private async townshipsHere(districtCode: string): Promise<Set<number>> {
    const { id } = await this.regions.byCode(districtCode);
    const below = await this.regions.descendants(id);
    return new Set(below.filter(({ level }) => level === 'township').map((region) => region.id));
  }
}

/** Keys of the groups that are the same everywhere. */
const KEYS: Readonly<Record<'circle' | 'age' | 'disability', readonly string[]>> = {
  circle: ['C1', 'C2', 'C3', 'C4', 'outside', 'unknown'],
  age: ['child', 'adult', 'older'],
  disability: ['yes', 'no'],
};
