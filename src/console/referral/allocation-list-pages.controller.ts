import { Body, Controller, Get, Header, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Clock, nextMonth, plusMonths } from '../../platform/time';
import { AllocationParts, AllocationQuery, Allocations, OrderAllocation } from '../../referral/allocations';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, type Redirect, redirect, schemaInput, view, type View } from '../shell';
import { atTypedRows, FLOOR_ROWS, OrderForm } from './allocation-forms';
import { AllocationWords } from './allocation-words';

const LIST = '/console/allocations';

/** Allocations of the district, and the order of a new one (design 5, matching.md 3). */
@ApiExcludeController()
@Controller('console/allocations')
export class AllocationListPages {
  constructor(
    private readonly allocations: Allocations,
    private readonly parts: AllocationParts,
    private readonly ordering: OrderAllocation,
    private readonly words: AllocationWords,
    private readonly forms: Forms,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('allocations:read')
  async list(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = AllocationQuery.safeParse(schemaInput(typed));
    const { items, next } = await this.allocations.list(parsed.success ? parsed.data : AllocationQuery.parse({}));
    const model = {
      rows: items.map((row) => ({
        ...{ id: row.id, called: row.number, name: row.name, from: row.beginsOn, until: row.endsOn },
        ...{ orderedAt: row.orderedAt, stands: this.words.known(`state.${row.state}`) },
        needs: row.counts?.needs ?? null,
        assigned: row.counts?.assigned ?? null,
      })),
      next: next && `${LIST}?after=${encodeURIComponent(next)}`,
      first: typed['after'] ? LIST : null,
    };
    return view('console/referral/allocations/list', model, { title: 'allocation-pages.list.title' });
  }

  @Get('new')
  @RequirePermission('allocations:run')
  blank(): Promise<View> {
    const beginsOn = nextMonth(this.clock.today());
    const endsOn = lastBefore(plusMonths(beginsOn, 1));
    return this.orderPage(emptyForm({ model: 'places', beginsOn, endsOn }));
  }

  /** The script with which anybody checks a certificate again. */
  @Get('certificate-verifier')
  @RequirePermission('allocations:read')
  async verifier(): Promise<StreamableFile> {
    const disposition = 'attachment; filename="verify-certificate.mjs"';
    return new StreamableFile(await this.parts.verifier(), { type: 'text/javascript; charset=utf-8', disposition });
  }

  @Get(':id/certificate')
  @RequirePermission('allocations:read')
  @Header('cache-control', 'no-store')
  async certificate(@Param('id', { schema: z.uuid() }) allocationId: string): Promise<StreamableFile> {
    const { name, content } = await this.parts.certificate(allocationId);
    return new StreamableFile(content, { type: 'application/json', disposition: `attachment; filename="${name}"` });
  }

  @Post('new')
  @RequirePermission('allocations:run')
  order(@Body() body: unknown): Promise<View | Redirect> {
    return this.forms.submit(body, OrderForm, {
      act: ({ budgets, floorRows, ...input }) =>
        atTypedRows(floorRows, () => this.ordering.execute({ ...input, ...wish(input.model, budgets) })),
      done: ({ id }) => redirect(`${LIST}/${id}`, { flash: { key: 'allocation-pages.new.ordered' } }),
      again: (form) => this.orderPage(form),
    });
  }

  private async orderPage(form: FormModel): Promise<View> {
    const townships = await this.words.townships();
    const model = {
      ...{ form, townships, codes: this.words.families() },
      models: (['places', 'full'] as const).map((value) => ({
        ...{ value, text: this.words.text(`model.${value}`), hint: this.words.text(`model.${value}-hint`) },
      })),
      budgets: [{ value: 'true', text: this.words.text('new.budgets') }],
      groups: this.words.floorChoices(townships),
      floors: Array.from({ length: FLOOR_ROWS }, (_, at) => ({ at, row: at + 1 })),
    };
    return view('console/referral/allocations/new', model, {
      title: 'allocation-pages.new.title',
      breadcrumbs: [{ href: LIST, key: 'shell.areas.allocations' }],
    });
  }
}

/** Money counts in the full model when it is ticked, and may not be ticked in the other. */
const wish = (model: string, budgets: boolean) => (model === 'full' || budgets ? { budgets } : {});

const DAY = 24 * 3600 * 1000;
const lastBefore = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - DAY).toISOString().slice(0, 10);
