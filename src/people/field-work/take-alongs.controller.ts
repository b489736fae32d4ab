import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { fieldStateView, type FieldStateView } from './dto/field-sheet.view';
import { FieldPacket } from './dto/packet.dto';
import { EndTakeAlong, TakeAlong, TakeAlongQuery } from './dto/take-along.dto';
import {
  takeAlongContents,
  type TakeAlongContents,
  takeAlongsView,
  takeAlongView,
  type TakeAlongView,
} from './dto/take-along.view';
import { FieldSheetViews } from './field-sheet-views';
import { TakeAlongViews } from './take-along-views';
import { TakeAlongsStore } from './take-alongs.store';
import { ReceivePacket } from './use-cases/receive-packet.use-case';
import { TakeScalesAlong } from './use-cases/take-along.use-case';

const id = z.uuid();

/** Scales and households on a device without a network, and what it sends when it is back (R103). */
@Controller('api/v1/take-alongs')
export class TakeAlongsController {
  constructor(
    private readonly store: TakeAlongsStore,
    private readonly views: TakeAlongViews,
    private readonly sheets: FieldSheetViews,
    private readonly taking: TakeScalesAlong,
    private readonly receiving: ReceivePacket,
  ) {}

  /** One's own devices, and for the centre those of the district. */
  @Get()
  @RequirePermission('take-alongs:read')
  @Answers(200, takeAlongsView)
  async list(@Query({ schema: TakeAlongQuery }) query: TakeAlongQuery): Promise<z.infer<typeof takeAlongsView>> {
    const { items, next } = await this.store.page(query);
    return { items: await this.views.all(items), next };
  }

  @Post()
  @RequirePermission('take-alongs:use')
  @Answers(201, takeAlongView)
  async take(@Body({ schema: TakeAlong }) input: TakeAlong): Promise<TakeAlongView> {
    return this.views.one(await this.taking.take(input));
  }

  @Get(':id')
  @RequirePermission('take-alongs:read')
  @Answers(200, takeAlongView)
  async one(@Param('id', { schema: id }) takeAlongId: string): Promise<TakeAlongView> {
    return this.views.one(await this.store.get(takeAlongId));
  }

  /** What goes on the device; each file is read for it. */
  @Get(':id/contents')
  @RequirePermission('take-alongs:use')
  @Answers(200, takeAlongContents)
  contents(@Param('id', { schema: id }) takeAlongId: string): Promise<TakeAlongContents> {
    return this.views.contents(takeAlongId);
  }

  /** Where the sheets of the device stand. */
  @Get(':id/packets')
  @RequirePermission('take-alongs:read')
  @Answers(200, fieldStateView)
  state(@Param('id', { schema: id }) takeAlongId: string): Promise<FieldStateView> {
    return this.sheets.state(takeAlongId);
  }

  @Post(':id/packets')
  @RequirePermission('take-alongs:use')
  @Answers(200, fieldStateView)
  async receive(
    @Param('id', { schema: id }) takeAlongId: string,
    @Body({ schema: FieldPacket }) packet: FieldPacket,
  ): Promise<FieldStateView> {
    await this.receiving.execute(takeAlongId, packet);
    return this.sheets.state(takeAlongId);
  }

  @Post(':id/end')
  @RequirePermission('take-alongs:end')
  @Answers(200, takeAlongView)
  async end(
    @Param('id', { schema: id }) takeAlongId: string,
    @Body({ schema: EndTakeAlong }) input: EndTakeAlong,
  ): Promise<TakeAlongView> {
    return this.views.one(await this.taking.end(takeAlongId, input));
  }
}
