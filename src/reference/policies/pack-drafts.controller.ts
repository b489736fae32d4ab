import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { ChangePackDraft as ChangeInput, MakePackDraft as MakeInput, PackDraftQuery } from './dto/pack-draft.dto';
import { packDraftsView, packDraftView, type PackDraftView, viewPackDraft } from './dto/pack-draft.view';
import { PackDrafts } from './pack-drafts.service';
import { ChangePackDraft } from './use-cases/change-pack-draft.use-case';
import { DropPackDraft } from './use-cases/drop-pack-draft.use-case';
import { MakePackDraft } from './use-cases/make-pack-draft.use-case';

const id = z.uuid();

/** Drafts of packs: numbers that may change, checked as a shipped pack is, adopted by nobody (R2). */
@Controller('api/v1/pack-drafts')
@RequirePermission('packs:draft')
export class PackDraftsController {
  constructor(
    private readonly drafts: PackDrafts,
    private readonly making: MakePackDraft,
    private readonly changing: ChangePackDraft,
    private readonly dropping: DropPackDraft,
  ) {}

  @Get()
  @Answers(200, packDraftsView)
  async list(@Query({ schema: PackDraftQuery }) query: PackDraftQuery): Promise<z.infer<typeof packDraftsView>> {
    const { items, next } = await this.drafts.list(query);
    return { items: items.map(viewPackDraft), next };
  }

  @Post()
  @Answers(201, packDraftView)
  async make(@Body({ schema: MakeInput }) input: MakeInput): Promise<PackDraftView> {
    return viewPackDraft(await this.making.execute(input));
  }

  @Get(':id')
  @Answers(200, packDraftView)
  async one(@Param('id', { schema: id }) draftId: string): Promise<PackDraftView> {
    return viewPackDraft(await this.drafts.get(draftId));
  }

  /** All changes at once: what they come to together is checked. */
  @Patch(':id')
  @Answers(200, packDraftView)
  async change(
    @Param('id', { schema: id }) draftId: string,
    @Version() version: number,
    @Body({ schema: ChangeInput }) input: ChangeInput,
  ): Promise<PackDraftView> {
    return viewPackDraft(await this.changing.execute(draftId, version, input));
  }

  /** Drops it, and what was simulated by it. */
  @Delete(':id')
  @Answers(204)
  async drop(@Param('id', { schema: id }) draftId: string): Promise<void> {
    await this.dropping.execute(draftId);
  }
}
