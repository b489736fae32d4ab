import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { JoinTeam, LeaveTeam } from './dto/protected-team.dto';
import { protectedTeamView, type ProtectedTeamView } from './dto/protected-team.view';
import { ProtectedTeams } from './protected-team.service';
import { NameTeam } from './use-cases/name-team.use-case';

const id = z.uuid();

/** The people who see the restricted needs of a household (R46, B30–B32). */
@Controller('api/v1/households/:id/protected-team')
@RequirePermission('cases:move')
export class ProtectedTeamController {
  constructor(
    private readonly teams: ProtectedTeams,
    private readonly naming: NameTeam,
    private readonly households: Households,
  ) {}

  @Get()
  @Answers(200, protectedTeamView)
  async list(@Param('id', { schema: id }) householdId: string): Promise<ProtectedTeamView> {
    await this.households.open(householdId);
    return this.teams.of(householdId);
  }

  @Post()
  @Answers(200, protectedTeamView)
  async add(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: JoinTeam }) { accountId, reason }: z.infer<typeof JoinTeam>,
  ): Promise<ProtectedTeamView> {
    await this.naming.add(householdId, accountId, reason);
    return this.teams.of(householdId);
  }

  @Post(':accountId/end')
  @Answers(200, protectedTeamView)
  async end(
    @Param('id', { schema: id }) householdId: string,
    @Param('accountId', { schema: id }) accountId: string,
    @Body({ schema: LeaveTeam }) { reason }: z.infer<typeof LeaveTeam>,
  ): Promise<ProtectedTeamView> {
    await this.naming.end(householdId, accountId, reason);
    return this.teams.of(householdId);
  }
}
