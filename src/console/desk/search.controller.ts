import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { CaseQuery, Cases } from '../../people/cases';
import { type HouseholdLine, HouseholdQuery, Households, HouseholdViews } from '../../people/households';
import { LeadQuery, Leads } from '../../people/leads';
import { RequirePermission } from '../../trust/access';
import { emptyForm, view, type View } from '../shell';

const most = 20;
const SearchQuery = z.object({ q: z.string().trim().max(60).default('').catch('') });

interface Found {
  households: HouseholdLine[];
  leads: Array<{ id: string; number: string }>;
  more: boolean;
}

/** One search over names, the last four digits of a phone and file numbers; what is out of reach is not found. */
@ApiExcludeController()
@Controller('console/search')
export class SearchController {
  constructor(
    private readonly households: Households,
    private readonly views: HouseholdViews,
    private readonly cases: Cases,
    private readonly leads: Leads,
  ) {}

  @Get()
  @RequirePermission('households:read')
  async search(@Query() typed: unknown): Promise<View> {
    const { q } = SearchQuery.parse(typed);
    const found = q === '' ? null : await this.find(q);
    const count = found ? found.households.length + found.leads.length : 0;
    return view(
      'console/desk/search',
      { form: emptyForm({ q }), q, found, count, most },
      { title: 'desk.search.title' },
    );
  }

  private async find(q: string): Promise<Found> {
    const number = q.normalize('NFKC').toUpperCase();
    if (/^L-\d/.test(number)) {
      const { items } = await this.leads.list(LeadQuery.parse({ number }));
      return { households: [], leads: items.map((lead) => ({ id: lead.id, number: lead.number })), more: false };
    }
    if (/^C-\d/.test(number)) {
      const { items } = await this.cases.list(CaseQuery.parse({ number }));
      return this.lines(await Promise.all(items.map((row) => this.households.get(row.householdId))), false);
    }
    const filter = /^H-\d/.test(number) ? { number } : /^\d{4}$/.test(number) ? { phoneTail: number } : { name: q };
    const page = await this.households.list(HouseholdQuery.parse({ ...filter, limit: most }));
    return this.lines(page.items, page.next !== null);
  }

  private async lines(households: Parameters<HouseholdViews['lines']>[0], more: boolean): Promise<Found> {
    return { households: await this.views.lines(households), leads: [], more };
  }
}
