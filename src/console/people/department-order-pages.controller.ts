import { Body, Controller, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  CancelOrder,
  CloseOrder,
  CloseOrderInput,
  DepartmentAnswers,
  DepartmentOrders,
  DownloadOrder,
  OrderDepartment,
  OrderDepartmentInput,
  OrderFileQuery,
  OrderLineQuery,
  OrderQuery,
  orderStates,
} from '../../exchange/department-files';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, schemaInput, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';
import { DepartmentFileParts } from './department-file-parts';

const id = z.uuid();
const LIST = '/console/department-orders';
const SHOWN = 30;

/** Files out: what waits, orders made of it, each with its file and its questions (R93, B16). */
@ApiExcludeController()
@Controller('console/department-orders')
@RequirePermission('department-files:write')
export class DepartmentOrderPages {
  constructor(
    private readonly forms: Forms,
    private readonly orders: DepartmentOrders,
    private readonly answers: DepartmentAnswers,
    private readonly ordering: OrderDepartment,
    private readonly cancelling: CancelOrder,
    private readonly closing: CloseOrder,
    private readonly downloading: DownloadOrder,
    private readonly words: AssessmentWords,
    private readonly parts: DepartmentFileParts,
  ) {}

  @Get()
  @RequirePermission('department-files:read')
  list(@Query() typed: Record<string, string>): Promise<View> {
    return this.listPage(typed, emptyForm());
  }

  @Post()
  order(@Body() body: unknown) {
    return this.forms.submit(body, OrderDepartmentInput, {
      act: (input) => this.ordering.execute(input),
      done: ({ order, leftOut: count }) => {
        if (!order)
          return redirect(LIST, { flash: { key: 'department-files.orders.none-allowed', params: { count } } });
        const key = `department-files.orders.${count > 0 ? 'made-left-out' : 'made'}`;
        return redirect(`${LIST}/${order.id}`, { flash: { key, ...(count > 0 && { params: { count } }) } });
      },
      again: (form) => this.listPage({}, form),
    });
  }

  @Get(':id')
  @RequirePermission('department-files:read')
  one(@Param('id', { schema: id }) orderId: string, @Query() typed: Record<string, string>): Promise<View> {
    return this.page(orderId, typed, emptyForm());
  }

  @Get(':id/file')
  async file(
    @Param('id', { schema: id }) orderId: string,
    @Query({ schema: OrderFileQuery }) { format }: z.output<typeof OrderFileQuery>,
  ): Promise<StreamableFile> {
    const { name, type, content } = await this.downloading.execute(orderId, format);
    return new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });
  }

  @Post(':id/cancel')
  cancel(@Param('id', { schema: id }) orderId: string, @Body() body: unknown) {
    return this.forms.submit(body, z.strictObject({}), {
      act: () => this.cancelling.execute(orderId),
      done: () => redirect(`${LIST}/${orderId}`, { flash: { key: 'department-files.order.cancelled' } }),
      again: (form) => this.page(orderId, {}, form),
    });
  }

  @Post(':id/close')
  close(@Param('id', { schema: id }) orderId: string, @Body() body: unknown) {
    return this.forms.submit(body, CloseOrderInput, {
      act: (input) => this.closing.execute(orderId, input),
      done: () => redirect(`${LIST}/${orderId}`, { flash: { key: 'department-files.order.closed' } }),
      again: (form) => this.page(orderId, {}, form),
    });
  }

  private async listPage(typed: Record<string, string>, form: FormModel): Promise<View> {
    const parsed = OrderQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : OrderQuery.parse({});
    const { items, next } = await this.orders.list({ ...query, limit: SHOWN });
    const { after: _, ...filters } = typed;
    const model = {
      ...{ form, next, filters, ways: this.ways(query.late === true ? 'late' : (query.state ?? 'all')) },
      waiting: (await this.orders.waiting()).map(({ department, calls, since }) => ({
        ...{ department, make: this.words.text('department-files.orders.make', this.parts.named(department)) },
        text: this.words.text('department-files.orders.waits', {
          ...{ ...this.parts.named(department), calls, since: this.parts.day(since) },
        }),
      })),
      orders: items.map((order) => this.parts.order(order)),
    };
    return view('console/people/department-files/orders', model, { title: 'department-files.orders.title' });
  }

  private ways(chosen: string) {
    const states = orderStates.map((value) => ({
      value,
      href: `${LIST}?state=${value}`,
      key: `order-states.${value}`,
    }));
    const others = [
      { value: 'all', href: LIST, key: 'orders.all' },
      { value: 'late', href: `${LIST}?late=true`, key: 'orders.late' },
    ];
    return [...others, ...states].map(({ value, href, key }) => ({
      ...{ href, text: this.words.text(`department-files.${key}`), current: value === chosen },
    }));
  }

  private async page(orderId: string, typed: Record<string, string>, form: FormModel): Promise<View> {
    const order = await this.orders.one(orderId);
    const parsed = OrderLineQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : OrderLineQuery.parse({});
    const { items, next } = await this.orders.lines(orderId, { ...query, limit: SHOWN });
    const files = await this.answers.list({ orderId, limit: SHOWN });
    const model = {
      ...{ form, next, order: this.parts.order(order), facts: this.parts.facts(order) },
      lines: await this.parts.lines(items),
      files: files.items.map((file) => this.parts.file(file)),
    };
    return view('console/people/department-files/order', model, {
      titleText: `${this.words.text('department-files.order.title')} ${order.number}`,
      breadcrumbs: [{ href: LIST, key: 'department-files.orders.title' }],
    });
  }
}
