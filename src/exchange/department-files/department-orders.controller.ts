import { Body, Controller, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { DepartmentOrders } from './department-orders.service';
import {
  CloseOrder as CloseInput,
  OrderDepartment as Input,
  OrderFileQuery,
  OrderLineQuery,
  OrderQuery,
} from './dto/department-order.dto';
import {
  orderedView,
  orderLinesView,
  ordersView,
  type OrderView,
  orderView,
  waitingView,
} from './dto/department-order.view';
import { CancelOrder } from './use-cases/cancel-order.use-case';
import { CloseOrder } from './use-cases/close-order.use-case';
import { DownloadOrder } from './use-cases/download-order.use-case';
import { OrderDepartment } from './use-cases/order-department.use-case';

const id = z.uuid();

/** Files that departments without a line are asked by (R93, B16). */
@Controller('api/v1/department-orders')
@RequirePermission('department-files:write')
export class DepartmentOrdersController {
  constructor(
    private readonly orders: DepartmentOrders,
    private readonly ordering: OrderDepartment,
    private readonly cancelling: CancelOrder,
    private readonly closing: CloseOrder,
    private readonly downloading: DownloadOrder,
  ) {}

  @Get()
  @RequirePermission('department-files:read')
  @Answers(200, ordersView)
  list(@Query({ schema: OrderQuery }) query: OrderQuery): Promise<z.infer<typeof ordersView>> {
    return this.orders.list(query);
  }

  /** What waits for an order; all of it, by department. */
  @Get('waiting')
  @RequirePermission('department-files:read')
  @Answers(200, waitingView)
  async waiting(): Promise<z.infer<typeof waitingView>> {
    return { items: await this.orders.waiting(), next: null };
  }

  /** Everything that waits for the department, up to 500 calls; no order where nobody may be asked about any more. */
  @Post()
  @Answers(201, orderedView)
  async order(@Body({ schema: Input }) input: Input): Promise<z.infer<typeof orderedView>> {
    const { order, leftOut } = await this.ordering.execute(input);
    return { order: order && (await this.orders.view(order)), leftOut };
  }

  @Get(':id')
  @RequirePermission('department-files:read')
  @Answers(200, orderView)
  one(@Param('id', { schema: id }) orderId: string): Promise<OrderView> {
    return this.orders.one(orderId);
  }

  @Get(':id/lines')
  @RequirePermission('department-files:read')
  @Answers(200, orderLinesView)
  lines(
    @Param('id', { schema: id }) orderId: string,
    @Query({ schema: OrderLineQuery }) query: OrderLineQuery,
  ): Promise<z.infer<typeof orderLinesView>> {
    return this.orders.lines(orderId, query);
  }

  /** The file to be carried to the department, until `fileUntil`. */
  @Get(':id/file')
  @ApiProduces('text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  async file(
    @Param('id', { schema: id }) orderId: string,
    @Query({ schema: OrderFileQuery }) { format }: OrderFileQuery,
  ): Promise<StreamableFile> {
    const { name, type, content } = await this.downloading.execute(orderId, format);
    return new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });
  }

  /** While nothing of it is answered; its calls wait for another order. */
  @Post(':id/cancel')
  @Answers(200, orderView)
  async cancel(@Param('id', { schema: id }) orderId: string): Promise<OrderView> {
    return this.orders.view(await this.cancelling.execute(orderId));
  }

  /** Once its day is over: what has no answer ends without one; an answer that comes later is a late one. */
  @Post(':id/close')
  @Answers(200, orderView)
  async close(
    @Param('id', { schema: id }) orderId: string,
    @Body({ schema: CloseInput }) input: CloseInput,
  ): Promise<OrderView> {
    return this.orders.view(await this.closing.execute(orderId, input));
  }
}
