import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { CommitmentViews } from './commitment-views';
import { Commitments } from './commitments.service';
import { DrawQuery } from './dto/commitment.dto';
import { drawsView, type DrawsView, drawView, type DrawView } from './dto/commitment.view';
import { DrawCommitments } from './use-cases/draw-commitments.use-case';

/** Draws of commitments for the later check (R89); each shows its seed and can be drawn again. */
@Controller('api/v1/commitment-draws')
export class CommitmentDrawsController {
  constructor(
    private readonly commitments: Commitments,
    private readonly views: CommitmentViews,
    private readonly drawing: DrawCommitments,
  ) {}

  @Get()
  @RequirePermission('commitments:read')
  @Answers(200, drawsView)
  async list(@Query({ schema: DrawQuery }) query: DrawQuery): Promise<DrawsView> {
    const { items, next } = await this.commitments.draws(query);
    return { items: await this.views.draws(items), next };
  }

  @Post()
  @RequirePermission('commitments:draw')
  @Answers(201, drawView)
  async make(): Promise<DrawView> {
    return this.views.draw(await this.drawing.execute());
  }

  @Get(':id')
  @RequirePermission('commitments:read')
  @Answers(200, drawView)
  async one(@Param('id', { schema: z.uuid() }) drawId: string): Promise<DrawView> {
    return this.views.draw(await this.commitments.draw(drawId));
  }
}
