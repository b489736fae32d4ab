import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { CaseQuery, Cases } from '../../people/cases';
import { type HouseholdLine, HouseholdQuery, Households, HouseholdViews } from '../../people/households';
import { LeadQuery, Leads } from '../../people/leads';
import type { Actor } from '../../platform/database';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, view, type View } from '../shell';

/** Nobody leafs through people: a search shows so many at most (C3). */
const most = 20;
const none = { items: [] };
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
  async search(@Query() typed: unknown, @CurrentActor() { roles }: Actor): Promise<View> {
    const { q } = SearchQuery.parse(typed);
    const found = q === '' ? null : await this.find(q, roles);
    const count = found ? found.households.length + found.leads.length : 0;
    const model = { form: emptyForm({ q }), q, found, count, most };
    return view('console/desk/search', model, { title: 'desk.search.title' });
  }

  private async find(q: string, roles: readonly string[]): Promise<Found> {
    const typed = q.normalize('NFKC').toUpperCase();
    if (/^L-\d/.test(typed)) {
      const { items } = allows(roles, 'leads:read') ? await this.leads.list(LeadQuery.parse({ number: typed })) : none;
      return { households: [], leads: items.map(({ id, number }) => ({ id, number })), more: false };
    }
    if (/^C-\d/.test(typed)) {
      const { items } = allows(roles, 'cases:read') ? await this.cases.list(CaseQuery.parse({ number: typed })) : none;
      return this.lines(await Promise.all(items.map((row) => this.households.get(row.householdId))), false);
    }
    const page = await this.households.list(HouseholdQuery.parse({ ...filterOf(q, typed), limit: most }));
    return this.lines(page.items, page.next !== null);
  }

  private async lines(households: Parameters<HouseholdViews['lines']>[0], more: boolean): Promise<Found> {
    return { households: await this.views.lines(households), leads: [], more };
  }
}

/** A file number, a phone (its last four digits are enough, blanks and dashes do not matter), else a name. */
function filterOf(q: string, typed: string): { number: string } | { phoneTail: string } | { name: string } {
  if (/^H-\d/.test(typed)) return { number: typed };
  const digits = typed.replace(/[\s+-]/g, '');
  return /^\d{4,13}$/.test(digits) ? { phoneTail: digits.slice(-4) } : { name: q };
}
