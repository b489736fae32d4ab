import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Households } from '../../people/households';
import { RequirePermission } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { Readings } from '../../trust/audit';
import { type View, view } from '../shell';
import { readingLine } from './reading-words';

const householdId = z.uuid();
const Filter = z.object({ after: z.string().max(400).optional().catch(undefined) });
const PAGE = 50;

/** Who looked at a file, for the worker beside the household; names are for colleagues only. */
@ApiExcludeController()
@Controller('console/households/:id/readings')
@RequirePermission('households:read')
export class ReadingPagesController {
  constructor(
    private readonly households: Households,
    private readonly readings: Readings,
    private readonly accounts: Accounts,
  ) {}

  @Get()
  async list(@Param('id', { schema: householdId }) id: string, @Query() query: unknown): Promise<View> {
    const household = await this.households.open(id);
    const { after } = Filter.parse(query);
    const { items, next } = await this.readings.ofHousehold(id, { limit: PAGE, after });
    const names = await this.accounts.names(items.flatMap(({ accountId }) => (accountId ? [accountId] : [])));
    const lines = items.map((reading) => ({
      ...readingLine(reading),
      name: (reading.accountId && names.get(reading.accountId)) ?? null,
    }));
    const here = `/console/households/${id}/readings`;
    return view(
      'console/people/readings',
      { lines, first: after ? here : null, next: next && `?${new URLSearchParams({ after: next }).toString()}` },
      {
        title: 'who-looked.worker.title',
        breadcrumbs: [
          { href: '/console/households', key: 'shell.areas.households' },
          { href: `/console/households/${id}`, text: household.displayName },
        ],
      },
    );
  }
}
