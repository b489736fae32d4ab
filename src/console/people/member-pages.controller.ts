import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { notFound } from '../../platform/errors';
import {
  AddMember,
  CorrectMember,
  Households,
  type HouseholdView,
  HouseholdViews,
  LeaveHousehold,
  leaveReasons,
  type MemberView,
  RemoveMember,
} from '../../people/households';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, view, type View } from '../shell';
import { Choices } from './choices';
import { EditMemberForm, emptiedIn, NewMemberForm } from './household-forms';
import { memberChoices } from './member-choices';

const id = z.uuid();

/** The people of a file: add, correct, leave (R68, R99). */
@ApiExcludeController()
@Controller('console/households/:id/members')
export class MemberPages {
  constructor(
    private readonly forms: Forms,
    private readonly households: Households,
    private readonly views: HouseholdViews,
    private readonly adding: AddMember,
    private readonly correcting: CorrectMember,
    private readonly removing: RemoveMember,
    private readonly choices: Choices,
  ) {}

  @Get('new')
  @RequirePermission('households:write')
  blank(@Param('id', { schema: id }) householdId: string): Promise<View> {
    return this.newPage(householdId, emptyForm({ relation: 'other' }));
  }

  @Post('new')
  @RequirePermission('households:write')
  add(@Param('id', { schema: id }) householdId: string, @Body() body: unknown) {
    return this.forms.submit(body, NewMemberForm, {
      act: (input) => this.adding.execute(householdId, input),
      done: () => this.back(householdId, 'households.member.saved'),
      again: (form) => this.newPage(householdId, form),
    });
  }

  @Get(':memberId')
  @RequirePermission('households:write')
  async edit(
    @Param('id', { schema: id }) householdId: string,
    @Param('memberId', { schema: id }) memberId: string,
  ): Promise<View> {
    const household = await this.file(householdId);
    const member = memberOf(household, memberId);
    const { name, relation, sex, birthDate, identityKind, phone, workCapacity, guardianMemberId } = member;
    const shown = phone?.includes('*') ? undefined : (phone ?? undefined);
    const { works, illness, singleParent, counted } = member;
    const inEducation = member.inEducation ? 'true' : '';
    return this.editPage(
      household,
      member,
      emptyForm({
        name,
        relation,
        sex,
        birthDate,
        identityKind,
        phone: shown,
        phoneShown: shown === undefined ? '' : 'true',
        workCapacity,
        guardianMemberId,
        inEducation,
        works,
        illness,
        singleParent: singleParent === null ? undefined : String(singleParent),
        counted: counted === null ? undefined : String(counted),
      }),
    );
  }

  @Post(':memberId')
  @RequirePermission('households:write')
  save(
    @Param('id', { schema: id }) householdId: string,
    @Param('memberId', { schema: id }) memberId: string,
    @Body() body: unknown,
  ) {
    return this.forms.submit(body, EditMemberForm, {
      act: ({ phoneShown, ...input }, { version }) => {
        const emptied = {
          ...(phoneShown && emptiedIn(body, 'phone') && { phone: null }),
          ...(emptiedIn(body, 'works') && { works: null }),
          ...(emptiedIn(body, 'illness') && { illness: null }),
          ...(emptiedIn(body, 'singleParent') && { singleParent: null }),
        };
        return this.correcting.execute(memberId, { ...input, ...emptied }, version ?? 0);
      },
      done: () => this.back(householdId, 'households.member.saved'),
      again: async (form) => {
        const household = await this.file(householdId);
        return this.editPage(household, memberOf(household, memberId), form);
      },
    });
  }

  @Get(':memberId/leave')
  @RequirePermission('households:write')
  leaving(
    @Param('id', { schema: id }) householdId: string,
    @Param('memberId', { schema: id }) memberId: string,
  ): Promise<View> {
    return this.leavePage(householdId, memberId, emptyForm());
  }

  @Post(':memberId/leave')
  @RequirePermission('households:write')
  leave(
    @Param('id', { schema: id }) householdId: string,
    @Param('memberId', { schema: id }) memberId: string,
    @Body() body: unknown,
  ) {
    return this.forms.submit(body, LeaveHousehold, {
      act: (input) => this.removing.execute(memberId, input),
      done: () => this.back(householdId, 'households.member.left'),
      again: (form) => this.leavePage(householdId, memberId, form),
    });
  }

  private back(householdId: string, key: string) {
    return redirect(`/console/households/${householdId}`, { flash: { key } });
  }

  private async file(householdId: string): Promise<HouseholdView> {
    return this.views.file(await this.households.open(householdId));
  }

  private async newPage(householdId: string, form: FormModel): Promise<View> {
    const household = await this.file(householdId);
    return view(
      'console/people/member-new',
      { household, form, choices: memberChoices(this.choices) },
      { title: 'households.member.new-title' },
    );
  }

  private editPage(household: HouseholdView, member: MemberView, form: FormModel): View {
    const others = othersThan(household, member);
    const { identityNumber, phone } = member;
    const kept = (masked: string | null) =>
      masked === null ? null : this.choices.text('households.member.number-kept', { masked });
    const phoneHint = form.values['phoneShown'] === 'true' ? null : kept(phone);
    const hints = { numberHint: kept(identityNumber), phoneHint };
    const model = { household, member, others, form, ...hints, choices: memberChoices(this.choices) };
    return view('console/people/member-edit', model, { title: 'households.member.edit-title' });
  }

  private async leavePage(householdId: string, memberId: string, form: FormModel): Promise<View> {
    const household = await this.file(householdId);
    const member = memberOf(household, memberId);
    const others = othersThan(household, member);
    const reasons = this.choices.of('households.leave-reason.', leaveReasons);
    return view(
      'console/people/member-leave',
      { household, member, others, form, reasons },
      { title: 'households.member.leave-title' },
    );
  }
}

function memberOf({ members }: HouseholdView, memberId: string): MemberView {
  const member = members.find(({ id: one }) => one === memberId);
  if (!member) throw notFound('member-not-found');
  return member;
}

const othersThan = ({ members }: HouseholdView, { id: memberId }: MemberView) =>
  members.filter(({ id: one }) => one !== memberId).map(({ id: value, name: text }) => ({ value, text }));
