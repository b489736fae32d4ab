import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { FairnessQuery } from '../../results/fairness';
import { RequirePermission } from '../../trust/access';
import { DownloadFairness } from './use-cases/download-fairness.use-case';

/** The figures of fairness as a file (I8, I21, I25). */
@Controller('api/v1/analytics/fairness/file')
@RequirePermission('fairness:read')
export class FairnessFileController {
  constructor(private readonly downloading: DownloadFairness) {}

  /** CSV in the reader's language: table, group, figure, value. */
  @Get()
  @ApiProduces('text/csv')
  async file(@Query({ schema: FairnessQuery }) query: FairnessQuery): Promise<StreamableFile> {
    const { name, type, content } = await this.downloading.execute(query);
    return new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });
  }
}
