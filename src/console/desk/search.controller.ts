import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { CaseQuery, Cases } from '../../people/cases';
import { FileSearch, type FoundFiles, type HouseholdLine, Households, HouseholdViews } from '../../people/households';
import { LeadQuery, Leads } from '../../people/leads';
import { type Actor, inTurn } from '../../platform/database';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { browsingLimits } from '../../trust/browsing';
import { emptyForm, type FormModel, Forms, view, type View } from '../shell';

const none = { items: [] };
const SearchForm = z.strictObject({ q: z.string().trim().min(2).max(60) });

interface Found {
  households: HouseholdLine[];
  leads: Array<{ id: string; number: string }>;
  more: boolean;
}

/**
 * One search by an exact key: a file's, case's or lead's number, a whole phone or identity number, a full name. What is
 * out of reach is not found. It is sent as a form, so that no number of a person stands in an address, and the answer
 * does not repeat it (C3).
 */
@ApiExcludeController()
@Controller('console/search')
@RequirePermission('households:read')
export class SearchController {
  constructor(
    private readonly forms: Forms,
    private readonly search: FileSearch,
    private readonly households: Households,
    private readonly views: HouseholdViews,
    private readonly cases: Cases,
    private readonly leads: Leads,
  ) {}

  @Get()
  ask(@CurrentActor() actor: Actor): View {
    return this.page(actor, emptyForm(), null);
  }

  @Post()
  find(@Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, SearchForm, {
      act: ({ q }) => this.found(q, actor.roles),
      done: (found) => this.page(actor, emptyForm(), found),
      again: (form) => this.page(actor, form, null),
    });
  }

  private async found(q: string, roles: readonly string[]): Promise<Found> {
    const typed = q.normalize('NFKC').toUpperCase();
    if (/^L-\d/.test(typed)) {
      const { items } = await this.search.counted('lead-number', async () =>
        allows(roles, 'leads:read') ? this.leads.list(LeadQuery.parse({ number: typed })) : none,
      );
      return { households: [], leads: items.map(({ id, number }) => ({ id, number })), more: false };
    }
    if (/^C-\d/.test(typed)) {
      const { items } = await this.search.counted('case-number', async () =>
        allows(roles, 'cases:read') ? this.cases.list(CaseQuery.parse({ number: typed })) : none,
      );
      const files = await inTurn(items, (row) => this.households.unrecorded(row.householdId));
      return this.lines({ items: files, more: false });
    }
    return this.lines(await this.search.byKey(q));
  }

  private async lines({ items, more }: FoundFiles): Promise<Found> {
    return { households: await this.views.lines(items), leads: [], more };
  }

  private page({ roles }: Actor, form: FormModel, found: Found | null): View {
    const count = found ? found.households.length + found.leads.length : 0;
    const model = { form, found, count, most: browsingLimits.hits, mayAsk: allows(roles, 'approvals:ask') };
    return view('console/desk/search', model, { title: 'desk.search.title', again: '/console/search' });
  }
}
