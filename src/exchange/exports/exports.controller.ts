import { Body, Controller, Delete, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { ConfirmApprovalInput, RefuseApprovalInput } from '../../trust/approvals';
import { ExportQuery, OrderExport as OrderInput } from './dto/export.dto';
import { exportsView, type ExportView, exportView } from './dto/export.view';
import { Exports } from './exports.service';
import { DecideExport } from './use-cases/decide-export.use-case';
import { DownloadExport } from './use-cases/download-export.use-case';
import { EndExport } from './use-cases/end-export.use-case';
import { OrderExport } from './use-cases/order-export.use-case';

const id = z.uuid();

/** Files that leave the house: ordered, fetched within a day, ended (C2, C3). */
@Controller('api/v1/exports')
export class ExportsController {
  constructor(
    private readonly exports: Exports,
    private readonly ordering: OrderExport,
    private readonly deciding: DecideExport,
    private readonly downloading: DownloadExport,
    private readonly ending: EndExport,
  ) {}

  @Get()
  @RequirePermission('exports:read')
  @Answers(200, exportsView)
  async list(@Query({ schema: ExportQuery }) query: ExportQuery): Promise<z.infer<typeof exportsView>> {
    const { items, next } = await this.exports.list(query);
    return { items: await this.exports.views(items), next };
  }

  @Post()
  @RequirePermission('exports:order')
  @Answers(201, exportView)
  async order(@Body({ schema: OrderInput }) input: OrderInput): Promise<ExportView> {
    return this.exports.view(await this.ordering.execute(input));
  }

  @Get(':id')
  @RequirePermission('exports:read')
  @Answers(200, exportView)
  async one(@Param('id', { schema: id }) exportId: string): Promise<ExportView> {
    return this.exports.view(await this.exports.get(exportId));
  }

  /** The second person agrees to an identified list; it is made then (R88). */
  @Post(':id/confirm')
  @RequirePermission('exports:decide')
  @Answers(200, exportView)
  async confirm(
    @Param('id', { schema: id }) exportId: string,
    @Body({ schema: ConfirmApprovalInput }) input: z.output<typeof ConfirmApprovalInput>,
  ): Promise<ExportView> {
    return this.exports.view(await this.deciding.confirm(exportId, input));
  }

  @Post(':id/refuse')
  @RequirePermission('exports:decide')
  @Answers(200, exportView)
  async refuse(
    @Param('id', { schema: id }) exportId: string,
    @Body({ schema: RefuseApprovalInput }) input: z.output<typeof RefuseApprovalInput>,
  ): Promise<ExportView> {
    return this.exports.view(await this.deciding.refuse(exportId, input));
  }

  /** The file itself, for its orderer, until `expiresAt`. */
  @Get(':id/file')
  @RequirePermission('exports:order')
  @ApiProduces('text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  async file(@Param('id', { schema: id }) exportId: string): Promise<StreamableFile> {
    const { name, type, content } = await this.downloading.execute(exportId);
    return new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });
  }

  /** Ends it: an order that waits is not made, a file is destroyed. The order stays in the list. */
  @Delete(':id')
  @RequirePermission('exports:order')
  @Answers(204)
  async end(@Param('id', { schema: id }) exportId: string): Promise<void> {
    await this.ending.delete(exportId);
  }
}
