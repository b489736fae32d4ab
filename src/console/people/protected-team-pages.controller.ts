import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { JoinTeam, LeaveTeam, NameTeam, ProtectedTeams } from '../../people/cases';
import { Households } from '../../people/households';
import { RequirePermission, WORKERS } from '../../trust/access';
import { Accounts } from '../../trust/accounts';
import { emptyForm, type FormModel, Forms, redirect, view, type View } from '../shell';

const id = z.uuid();

/** Names who sees the restricted needs of a household (R46, B30–B32). */
@ApiExcludeController()
@Controller('console/households/:id/protected-team')
@RequirePermission('cases:move')
export class ProtectedTeamPages {
  constructor(
    private readonly forms: Forms,
    private readonly households: Households,
    private readonly teams: ProtectedTeams,
    private readonly naming: NameTeam,
    private readonly accounts: Accounts,
  ) {}

  @Get()
  show(@Param('id', { schema: id }) householdId: string): Promise<View> {
    return this.page(householdId, emptyForm());
  }

  @Post()
  add(@Param('id', { schema: id }) householdId: string, @Body() body: unknown) {
    return this.forms.submit(body, JoinTeam, {
      act: ({ accountId, reason }) => this.naming.add(householdId, accountId, reason),
      done: () => this.back(householdId, 'added'),
      again: (form) => this.page(householdId, form),
    });
  }

  @Post(':accountId/end')
  end(
    @Param('id', { schema: id }) householdId: string,
    @Param('accountId', { schema: id }) accountId: string,
    @Body() body: unknown,
  ) {
    return this.forms.submit(body, LeaveTeam, {
      act: ({ reason }) => this.naming.end(householdId, accountId, reason),
      done: () => this.back(householdId, 'ended'),
      again: (form) => this.page(householdId, form),
    });
  }

  private back(householdId: string, told: 'added' | 'ended') {
    return redirect(`/console/households/${householdId}/protected-team`, { flash: { key: `protected-team.${told}` } });
  }

  private async page(householdId: string, form: FormModel): Promise<View> {
    const { items } = await this.teams.of(householdId);
    const { id: shown, number, displayName } = await this.households.open(householdId);
    const on = new Set(items.map(({ accountId }) => accountId));
    const model = { household: { id: shown, number, displayName }, form, team: items, people: await this.workers(on) };
    return view('console/people/protected-team', model, { title: 'protected-team.title' });
  }

  /** Active workers of the district who are not on the team yet, by name. */
  private async workers(on: ReadonlySet<string>): Promise<Array<{ value: string; text: string }>> {
    const found = new Set<string>();
    for (const role of WORKERS) {
      const { items } = await this.accounts.list({ role, state: 'active', limit: 200 });
      for (const { id: one } of items) if (!on.has(one)) found.add(one);
    }
    const names = await this.accounts.names([...found]);
    return [...names].map(([value, text]) => ({ value, text })).sort((a, b) => a.text.localeCompare(b.text));
  }
}
