import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { forbidden } from '../../platform/errors';
import { Answers } from '../../platform/http';
import { allows, CurrentActor, RequirePermission } from '../access';
import type { Conflict } from './conflict.entity';
import { Conflicts } from './conflicts.service';
import {
  ConflictQuery,
  DeclareConflict as DeclareInput,
  EndConflict,
  RecordIdentity as RecordInput,
} from './dto/conflict.dto';
import { conflictsView, conflictView, type ConflictView, ownIdentityView } from './dto/conflict.view';
import { DeclareConflict } from './use-cases/declare-conflict.use-case';
import { RecordIdentity } from './use-cases/record-identity.use-case';

const id = z.uuid();

/** The conflict list: who must not open which file (C3). */
@Controller('api/v1')
export class ConflictsController {
  constructor(
    private readonly conflicts: Conflicts,
    private readonly declaring: DeclareConflict,
    private readonly recording: RecordIdentity,
  ) {}

  @Get('conflicts')
  @RequirePermission('conflicts:declare')
  @Answers(200, conflictsView)
  async list(
    @Query({ schema: ConflictQuery }) query: ConflictQuery,
    @CurrentActor() { roles }: Actor,
  ): Promise<z.infer<typeof conflictsView>> {
    if (query.show === 'all' && !allows(roles, 'conflicts:write')) throw forbidden();
    const { items, next } = await this.conflicts.list(query);
    return { items: await this.conflicts.views(items), next };
  }

  @Post('conflicts')
  @RequirePermission('conflicts:declare')
  @Answers(201, conflictView)
  async declare(@Body({ schema: DeclareInput }) input: DeclareInput): Promise<ConflictView> {
    return this.shown(await this.declaring.execute(input));
  }

  @Get('conflicts/:id')
  @RequirePermission('conflicts:declare')
  @Answers(200, conflictView)
  async one(@Param('id', { schema: id }) conflictId: string): Promise<ConflictView> {
    return this.shown(await this.conflicts.get(conflictId));
  }

  @Post('conflicts/:id/end')
  @RequirePermission('conflicts:write')
  @Answers(200, conflictView)
  async end(
    @Param('id', { schema: id }) conflictId: string,
    @Body({ schema: EndConflict }) input: EndConflict,
  ): Promise<ConflictView> {
    return this.shown(await this.declaring.end(conflictId, input));
  }

  @Get('me/own-identity')
  @RequirePermission('conflicts:declare')
  @Answers(200, ownIdentityView)
  async ownIdentity(): Promise<z.infer<typeof ownIdentityView>> {
    return { self: '/api/v1/me/own-identity', recorded: await this.conflicts.ownIdentityRecorded() };
  }

  @Post('me/own-identity')
  @RequirePermission('conflicts:declare')
  @Answers(201, ownIdentityView)
  async record(@Body({ schema: RecordInput }) input: RecordInput): Promise<z.infer<typeof ownIdentityView>> {
    await this.recording.execute(input);
    return this.ownIdentity();
  }

  private async shown(row: Conflict): Promise<ConflictView> {
    return (await this.conflicts.views([row]))[0]!;
  }
}
