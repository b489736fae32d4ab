import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { EditMember, LeaveHousehold, MemberInput } from './dto/create-household.dto';
import { membersView, memberView, type MemberView } from './dto/household.view';
import { HouseholdViews } from './household-views';
import { Households } from './households.service';
import { AddMember } from './use-cases/add-member.use-case';
import { CorrectMember } from './use-cases/edit-member.use-case';
import { RemoveMember } from './use-cases/remove-member.use-case';

const id = z.uuid();

/** The people of a household (R68, R99). */
@Controller('api/v1')
export class MembersController {
  constructor(
    private readonly households: Households,
    private readonly views: HouseholdViews,
    private readonly adding: AddMember,
    private readonly correcting: CorrectMember,
    private readonly removing: RemoveMember,
  ) {}

  /** Those who live there now, the head first. */
  @Get('households/:id/members')
  @RequirePermission('households:read')
  @Answers(200, membersView)
  async list(@Param('id', { schema: id }) householdId: string): Promise<z.infer<typeof membersView>> {
    await this.households.open(householdId);
    return { items: await this.views.members(householdId) };
  }

  @Post('households/:id/members')
  @RequirePermission('households:write')
  @Answers(201, memberView)
  async add(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: MemberInput }) input: MemberInput,
  ): Promise<MemberView> {
    return this.views.member(await this.adding.execute(householdId, input));
  }

  @Get('members/:id')
  @RequirePermission('households:read')
  @Answers(200, memberView)
  async one(@Param('id', { schema: id }) memberId: string): Promise<MemberView> {
    const member = await this.households.member(memberId);
    await this.households.open(member.householdId);
    return this.views.member(member);
  }

  @Patch('members/:id')
  @RequirePermission('households:write')
  @Answers(200, memberView)
  async edit(
    @Param('id', { schema: id }) memberId: string,
    @Version() version: number,
    @Body({ schema: EditMember }) input: EditMember,
  ): Promise<MemberView> {
    return this.views.member(await this.correcting.execute(memberId, input, version));
  }

  @Post('members/:id/leave')
  @RequirePermission('households:write')
  @Answers(200, memberView)
  async leave(
    @Param('id', { schema: id }) memberId: string,
    @Body({ schema: LeaveHousehold }) input: LeaveHousehold,
  ): Promise<MemberView> {
    return this.views.member(await this.removing.execute(memberId, input));
  }
}
