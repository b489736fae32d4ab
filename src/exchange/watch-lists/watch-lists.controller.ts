import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { invalid } from '../../platform/errors';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { receiveLedger } from '../ledgers';
import { WatchListFields, WatchListQuery } from './dto/watch-list.dto';
import { watchListsView, type WatchListView, watchListView } from './dto/watch-list.view';
import { watchListOf } from './receive-watch-list';
import { ConfirmWatchList } from './use-cases/confirm-watch-list.use-case';
import { UploadWatchList } from './use-cases/upload-watch-list.use-case';
import { WatchLists } from './watch-lists.service';

const id = z.uuid();

/** Lists of the agriculture desk: tried, then put in force (R105). */
@Controller('api/v1/watch-lists')
@RequirePermission('watch-lists:write')
export class WatchListsController {
  constructor(
    private readonly lists: WatchLists,
    private readonly uploading: UploadWatchList,
    private readonly confirming: ConfirmWatchList,
  ) {}

  @Get()
  @RequirePermission('watch-lists:read')
  @Answers(200, watchListsView)
  list(@Query({ schema: WatchListQuery }) query: WatchListQuery): Promise<z.infer<typeof watchListsView>> {
    return this.lists.list(query);
  }

  /** A form with `source`, `listedOn` and the part `file` (xlsx, or CSV in UTF-8 or GBK). */
  @Post()
  @ApiConsumes('multipart/form-data')
  @Answers(201, watchListView)
  async upload(@Req() request: FastifyRequest): Promise<WatchListView> {
    const received = await receiveLedger(request);
    const fields = WatchListFields.safeParse(received.values);
    if (!fields.success)
      throw invalid(
        fields.error.issues.map(({ path }) => ({ field: String(path[0] ?? ''), code: 'watch-list-field' })),
      );
    return this.lists.view(await this.uploading.execute(watchListOf(received, fields.data)));
  }

  @Get(':id')
  @RequirePermission('watch-lists:read')
  @Answers(200, watchListView)
  one(@Param('id', { schema: id }) listId: string): Promise<WatchListView> {
    return this.lists.one(listId);
  }

  /** The list is in force; rows with a problem are left out. */
  @Post(':id/confirm')
  @Answers(200, watchListView)
  async confirm(@Param('id', { schema: id }) listId: string): Promise<WatchListView> {
    return this.lists.view(await this.confirming.execute(listId));
  }

  /** Gives a list up that was not confirmed; its rows are destroyed. */
  @Post(':id/discard')
  @Answers(200, watchListView)
  async discard(@Param('id', { schema: id }) listId: string): Promise<WatchListView> {
    return this.lists.view(await this.confirming.discard(listId));
  }
}
