import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import type { ClosedFile } from './closed-file.entity';
import { ClosedFiles } from './closed-files';
import { ClosedFileQuery, OpenFrozenFile as Opening } from './dto/rights-request.dto';
import { closedFilesView, type ClosedFileView, closedFileView } from './dto/rights-request.view';
import { OpenFrozenFile } from './use-cases/open-frozen-file.use-case';

const id = z.uuid();

/** Files that are frozen or erased, by number (PIPL 47). */
@Controller('api/v1/closed-files')
export class ClosedFilesController {
  constructor(
    private readonly files: ClosedFiles,
    private readonly opening: OpenFrozenFile,
  ) {}

  @Get()
  @RequirePermission('rights:read')
  @Answers(200, closedFilesView)
  async list(@Query({ schema: ClosedFileQuery }) query: ClosedFileQuery): Promise<z.infer<typeof closedFilesView>> {
    const { items, next } = await this.files.list(query);
    return { items: items.map(viewClosedFile), next };
  }

  @Get(':id')
  @RequirePermission('rights:read')
  @Answers(200, closedFileView)
  async one(@Param('id', { schema: id }) householdId: string): Promise<ClosedFileView> {
    return viewClosedFile(await this.files.get(householdId));
  }

  @Post(':id/open')
  @RequirePermission('frozen-files:open')
  @Answers(200, closedFileView)
  async open(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: Opening }) input: Opening,
  ): Promise<ClosedFileView> {
    return viewClosedFile(await this.opening.execute(householdId, input));
  }
}

export function viewClosedFile(file: ClosedFile): ClosedFileView {
  const { householdId, number, state, keptFor, requestId, eraseAfter } = file;
  return {
    ...{ householdId, number, state, keptFor, requestId, eraseAfter },
    frozenAt: file.frozenAt.toISOString(),
    erasedAt: file.erasedAt?.toISOString() ?? null,
  };
}
