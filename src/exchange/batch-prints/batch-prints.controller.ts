import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { BatchPrints } from './batch-prints.service';
import { BatchPrintQuery, OrderBatchPrint as OrderInput } from './dto/batch-print.dto';
import {
  batchPrintsView,
  type BatchPrintView,
  batchPrintView,
  papersView,
  printedFilesView,
  viewBatchPrint,
} from './dto/batch-print.view';
import { EndBatchPrint } from './use-cases/end-batch-print.use-case';
import { OrderBatchPrint } from './use-cases/order-batch-print.use-case';

const id = z.uuid();

/** One paper for many files (R26, R28, B15, C3): ordered, read for a day, gone. */
@Controller('api/v1/batch-prints')
@RequirePermission('households:print')
export class BatchPrintsController {
  constructor(
    private readonly prints: BatchPrints,
    private readonly ordering: OrderBatchPrint,
    private readonly ending: EndBatchPrint,
  ) {}

  @Get()
  @Answers(200, batchPrintsView)
  async list(@Query({ schema: BatchPrintQuery }) query: BatchPrintQuery): Promise<z.infer<typeof batchPrintsView>> {
    const { items, next } = await this.prints.list(query);
    return { items: items.map(viewBatchPrint), next };
  }

  /** Up to thirty files are printed at once, more by a job. */
  @Post()
  @Answers(201, batchPrintView)
  async order(@Body({ schema: OrderInput }) input: OrderInput): Promise<BatchPrintView> {
    return viewBatchPrint(await this.ordering.execute(input));
  }

  /** Papers of the pack that the district runs on; all of them. */
  @Get('papers')
  @Answers(200, papersView)
  papers(): z.infer<typeof papersView> {
    const items = this.prints.papers().map(({ code, zh, en, layout, ground, fields, publicity, citation }) => ({
      ...{ code, zh, en, layout, ground, fields: [...fields], public: publicity !== undefined, citation },
    }));
    return { items, next: null };
  }

  @Get(':id')
  @Answers(200, batchPrintView)
  async one(@Param('id', { schema: id }) printId: string): Promise<BatchPrintView> {
    return viewBatchPrint(await this.prints.get(printId));
  }

  /** What stands on the papers, by today's rights of the reader. */
  @Get(':id/files')
  @Answers(200, printedFilesView)
  files(
    @Param('id', { schema: id }) printId: string,
    @Query({ schema: BatchPrintQuery }) query: BatchPrintQuery,
  ): Promise<z.infer<typeof printedFilesView>> {
    return this.prints.files(printId, query);
  }

  /** Stops it while it waits or runs; no paper of it is left. */
  @Post(':id/cancel')
  @Answers(200, batchPrintView)
  async cancel(@Param('id', { schema: id }) printId: string): Promise<BatchPrintView> {
    return viewBatchPrint(await this.ending.cancel(printId));
  }

  /** Takes the papers away before their time; the order stays in the list. */
  @Delete(':id')
  @Answers(204)
  async remove(@Param('id', { schema: id }) printId: string): Promise<void> {
    await this.ending.remove(printId);
  }
}
