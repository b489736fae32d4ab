import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { GuardianBars, SetGuardianBar } from '../../people/consents';
import { Households } from '../../people/households';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, view, type View } from '../shell';
import { Choices } from './choices';

const id = z.uuid();
const BarForm = z.strictObject({
  memberId: z.uuid(),
  barred: z.enum(['yes', 'no']),
  reason: SetGuardianBar.shape.reason,
});

/** Who of a household must not be told and speaks for nobody: set, seen and lifted, with a reason (B30, B31). */
@ApiExcludeController()
@Controller('console/households/:id/guardian-bars')
@RequirePermission('consents:write')
export class GuardianBarPages {
  constructor(
    private readonly forms: Forms,
    private readonly households: Households,
    private readonly bars: GuardianBars,
    private readonly choices: Choices,
  ) {}

  @Get()
  show(@Param('id', { schema: id }) householdId: string): Promise<View> {
    return this.page(householdId, emptyForm());
  }

  @Post()
  set(@Param('id', { schema: id }) householdId: string, @Body() body: unknown) {
    return this.forms.submit(body, BarForm, {
      act: ({ memberId, barred, reason }) => this.bars.set(householdId, memberId, { barred: barred === 'yes', reason }),
      done: ({ barred }) =>
        redirect(`/console/households/${householdId}/guardian-bars`, {
          flash: { key: `guardian-bars.${barred ? 'set' : 'lifted'}` },
        }),
      again: (form) => this.page(householdId, form),
    });
  }

  private async page(householdId: string, form: FormModel): Promise<View> {
    const household = await this.households.open(householdId);
    const bars = await this.bars.list(householdId);
    const members = (await this.households.everMembers(householdId)).map((member) => ({
      ...{ id: member.id, name: member.name, relation: member.relation },
      bar: bars.find(({ memberId }) => memberId === member.id) ?? null,
    }));
    const model = {
      household: { id: householdId, number: household.number, name: household.displayName },
      ...{ form, members: members.filter(({ bar }) => bar !== null) },
      people: members.map(({ id: value, name, relation }) => ({
        value,
        text: `${name} · ${this.choices.text(`households.relation.${relation}`)}`,
      })),
      acts: this.choices.of('guardian-bars.act.', ['yes', 'no']),
    };
    return view('console/people/guardian-bars', model, { title: 'guardian-bars.title' });
  }
}
