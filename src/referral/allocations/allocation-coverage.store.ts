import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import type { AllocationCoverage } from './dto/allocation-parts.view';

const COVERAGE = `select split_part(g, ':', 1) as "group", split_part(g, ':', 2) as key, count(*)::integer as needs,
    (count(*) filter (where n.outcome = 'assigned'))::integer as assigned,
    (count(*) filter (where n.outcome = 'lost'))::integer as lost,
    (count(*) filter (where n.outcome = 'unmatchable'))::integer as unmatchable
  from allocation_needs n cross join unnest(n.groups) g
  where n.allocation_id = $1 and n.outcome is not null group by g order by 1, 2`;

/** How groups of needs fared in allocations. */
@Injectable()
export class AllocationCoverageStore {
  constructor(private readonly transactions: Transactions) {}

  of(allocationId: string): Promise<AllocationCoverage[]> {
    return this.transactions.manager.query<AllocationCoverage[]>(COVERAGE, [allocationId]);
  }
}
