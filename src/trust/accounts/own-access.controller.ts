import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { Answers } from '../../platform/http';
import { CurrentActor, RequirePermission } from '../access';
import { ApiKeys, possibleScopes } from './api-keys.service';
import { apiKeysView, apiKeyView, type ApiKeyView, sessionsView, viewApiKey, viewSessions } from './dto/access.view';
import { endSessionsInput, issueKeyInput, rotateKeyInput } from './dto/account.dto';
import { EndOwnSessions } from './use-cases/end-own-sessions.use-case';
import { Sessions } from './sessions.service';

const uuid = z.uuid();
type EndSessions = z.infer<typeof endSessionsInput>;
type OwnSessions = z.infer<typeof sessionsView>;

/** One's own open sessions and API keys. */
@Controller('api/v1/me')
@RequirePermission('console:use')
export class OwnAccessController {
  constructor(
    private readonly sessions: Sessions,
    private readonly endSessions: EndOwnSessions,
    private readonly keys: ApiKeys,
  ) {}

  @Get('sessions')
  @Answers(200, sessionsView)
  async list(@CurrentActor() actor: Actor): Promise<OwnSessions> {
    return viewSessions(await this.sessions.own(), actor.sessionId);
  }

  @Post('sessions/:id/end')
  @Answers(200, sessionsView)
  async end(
    @Param('id', { schema: uuid }) id: string,
    @Body({ schema: endSessionsInput }) { current }: EndSessions,
    @CurrentActor() actor: Actor,
  ): Promise<OwnSessions> {
    await this.endSessions.one(id, current);
    return this.list(actor);
  }

  @Post('sessions/end-others')
  @Answers(200, sessionsView)
  async endOthers(
    @Body({ schema: endSessionsInput }) { current }: EndSessions,
    @CurrentActor() actor: Actor,
  ): Promise<OwnSessions> {
    await this.endSessions.others(current);
    return this.list(actor);
  }

  @Get('api-keys')
  @Answers(200, apiKeysView)
  async keysOf(@CurrentActor() actor: Actor): Promise<z.infer<typeof apiKeysView>> {
    const items = (await this.keys.own()).map((row) => viewApiKey(row));
    return { items, possibleScopes: possibleScopes(actor.roles) };
  }

  @Get('api-keys/:id')
  @Answers(200, apiKeyView)
  async key(@Param('id', { schema: uuid }) id: string): Promise<ApiKeyView> {
    return viewApiKey(await this.keys.get(id));
  }

  @Post('api-keys')
  @Answers(201, apiKeyView)
  async issue(@Body({ schema: issueKeyInput }) input: z.infer<typeof issueKeyInput>): Promise<ApiKeyView> {
    const { id, key } = await this.keys.issue(input);
    return viewApiKey(await this.keys.get(id), key);
  }

  /** A new key in the place of an old one, which ends in the same moment. */
  @Post('api-keys/:id/rotate')
  @Answers(201, apiKeyView)
  async rotate(
    @Param('id', { schema: uuid }) id: string,
    @Body({ schema: rotateKeyInput }) { current }: z.infer<typeof rotateKeyInput>,
  ): Promise<ApiKeyView> {
    const made = await this.keys.rotate(id, current);
    return viewApiKey(await this.keys.get(made.id), made.key);
  }

  @Post('api-keys/:id/revoke')
  @Answers(200, apiKeyView)
  async revoke(@Param('id', { schema: uuid }) id: string): Promise<ApiKeyView> {
    await this.keys.revoke(id);
    return viewApiKey(await this.keys.get(id));
  }
}
