import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import {
  BookReserve,
  EditReserve,
  OpenReserve,
  ReserveEntryQuery,
  ReserveQuery,
  UndoReserveEntry,
} from './dto/reserve.dto';
import { reserveEntriesView, reservesView, reserveView, type ReserveView } from './dto/reserve.view';
import { Reserves } from './reserves.service';
import { KeepReserve } from './use-cases/keep-reserve.use-case';

const uuid = z.uuid();

/** Reserves of townships for temporary aid (R70): what is there, what was booked, what the district books. */
@Controller('api/v1/reserves')
export class ReservesController {
  constructor(
    private readonly reserves: Reserves,
    private readonly keep: KeepReserve,
  ) {}

  @Get()
  @RequirePermission('reserves:read')
  @Answers(200, reservesView)
  list(@Query({ schema: ReserveQuery }) query: ReserveQuery): Promise<z.infer<typeof reservesView>> {
    return this.reserves.list(query);
  }

  @Post()
  @RequirePermission('reserves:keep')
  @Answers(201, reserveView)
  async open(@Body({ schema: OpenReserve }) input: OpenReserve): Promise<ReserveView> {
    return this.reserves.one((await this.keep.open(input)).id);
  }

  @Get(':id')
  @RequirePermission('reserves:read')
  @Answers(200, reserveView)
  one(@Param('id', { schema: uuid }) id: string): Promise<ReserveView> {
    return this.reserves.one(id);
  }

  @Patch(':id')
  @RequirePermission('reserves:keep')
  @Answers(200, reserveView)
  async edit(
    @Param('id', { schema: uuid }) id: string,
    @Version() version: number,
    @Body({ schema: EditReserve }) input: EditReserve,
  ): Promise<ReserveView> {
    await this.keep.edit(id, version, input);
    return this.reserves.one(id);
  }

  @Get(':id/entries')
  @RequirePermission('reserves:read')
  @Answers(200, reserveEntriesView)
  entries(
    @Param('id', { schema: uuid }) id: string,
    @Query({ schema: ReserveEntryQuery }) query: ReserveEntryQuery,
  ): Promise<z.infer<typeof reserveEntriesView>> {
    return this.reserves.entries(id, query);
  }

  @Post(':id/entries')
  @RequirePermission('reserves:keep')
  @Answers(200, reserveView)
  async book(
    @Param('id', { schema: uuid }) id: string,
    @Body({ schema: BookReserve }) input: BookReserve,
  ): Promise<ReserveView> {
    await this.keep.book(id, input);
    return this.reserves.one(id);
  }

  @Post(':id/entries/:entryId/undo')
  @RequirePermission('reserves:keep')
  @Answers(200, reserveView)
  async undo(
    @Param('id', { schema: uuid }) id: string,
    @Param('entryId', { schema: uuid }) entryId: string,
    @Body({ schema: UndoReserveEntry }) input: UndoReserveEntry,
  ): Promise<ReserveView> {
    await this.keep.undo(id, entryId, input);
    return this.reserves.one(id);
  }
}
