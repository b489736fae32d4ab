import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import {
  closeNeedInput,
  confirmNeedInput,
  declineNeedInput,
  enterNeedInput,
  needQuery,
  showNeedInput,
} from './dto/need.dto';
import { needsView, needView, type NeedView } from './dto/need.view';
import { KnownNeeds } from './known-needs';
import { NeedViews } from './need-views';
import { Needs } from './needs.service';
import { DecideNeed } from './use-cases/decide-need.use-case';
import { EnterNeed } from './use-cases/enter-need.use-case';
import { ShowNeed } from './use-cases/show-need.use-case';

const id = z.uuid();

/** Needs of a household and its word on them. */
@Controller('api/v1')
export class NeedsController {
  constructor(
    private readonly needs: Needs,
    private readonly known: KnownNeeds,
    private readonly views: NeedViews,
    private readonly households: Households,
    private readonly enterNeed: EnterNeed,
    private readonly decideNeed: DecideNeed,
    private readonly showNeed: ShowNeed,
  ) {}

  @Get('households/:id/needs')
  @RequirePermission('needs:read')
  @Answers(200, needsView)
  async list(
    @Param('id', { schema: id }) householdId: string,
    @Query({ schema: needQuery }) { state }: z.infer<typeof needQuery>,
  ): Promise<z.infer<typeof needsView>> {
    await this.households.open(householdId);
    const items = await this.needs.list(householdId, state ? [state] : undefined);
    return { items: await this.views.list(items), next: null };
  }

  @Post('households/:id/needs')
  @RequirePermission('needs:write')
  @Answers(201, needView)
  async enter(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: enterNeedInput }) input: z.infer<typeof enterNeedInput>,
  ): Promise<NeedView> {
    return this.views.of(await this.enterNeed.execute(householdId, input));
  }

  @Get('needs/:id')
  @RequirePermission('needs:read')
  @Answers(200, needView)
  async one(@Param('id', { schema: id }) needId: string): Promise<NeedView> {
    const need = await this.known.get(needId);
    await this.households.open(need.householdId);
    return this.views.of(need);
  }

  @Post('needs/:id/confirm')
  @RequirePermission('needs:write')
  @Answers(200, needView)
  async confirm(
    @Param('id', { schema: id }) needId: string,
    @Body({ schema: confirmNeedInput }) input: z.infer<typeof confirmNeedInput>,
  ): Promise<NeedView> {
    return this.views.of(await this.decideNeed.confirm(needId, input));
  }

  @Post('needs/:id/decline')
  @RequirePermission('needs:write')
  @Answers(200, needView)
  async decline(
    @Param('id', { schema: id }) needId: string,
    @Body({ schema: declineNeedInput }) input: z.infer<typeof declineNeedInput>,
  ): Promise<NeedView> {
    return this.views.of(await this.decideNeed.decline(needId, input));
  }

  @Post('needs/:id/close')
  @RequirePermission('needs:write')
  @Answers(200, needView)
  async close(
    @Param('id', { schema: id }) needId: string,
    @Body({ schema: closeNeedInput }) input: z.infer<typeof closeNeedInput>,
  ): Promise<NeedView> {
    return this.views.of(await this.decideNeed.close(needId, input));
  }

  /** Whether the household's own page shows a restricted need (C3). */
  @Post('needs/:id/show')
  @RequirePermission('needs:write')
  @Answers(200, needView)
  async show(
    @Param('id', { schema: id }) needId: string,
    @Body({ schema: showNeedInput }) input: z.infer<typeof showNeedInput>,
  ): Promise<NeedView> {
    return this.views.of(await this.showNeed.execute(needId, input));
  }
}
