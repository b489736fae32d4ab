import { Controller, Get, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiConsumes, ApiProduces } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { receiveLedger } from '../ledgers';
import { DepartmentAnswers } from './department-answers.service';
import { AnswerFileQuery, AnswerLineQuery } from './dto/answer-file.dto';
import { answerFilesView, type AnswerFileView, answerFileView, answerLinesView } from './dto/answer-file.view';
import { answersOf } from './receive-answers';
import { ConfirmAnswers } from './use-cases/confirm-answers.use-case';
import { EndAnswers } from './use-cases/end-answers.use-case';
import { UploadAnswers } from './use-cases/upload-answers.use-case';

const id = z.uuid();
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Files that departments answer with: tried, confirmed, taken back (R93, R65). */
@Controller('api/v1/department-answer-files')
@RequirePermission('department-files:write')
export class DepartmentAnswersController {
  constructor(
    private readonly answers: DepartmentAnswers,
    private readonly uploading: UploadAnswers,
    private readonly confirming: ConfirmAnswers,
    private readonly ending: EndAnswers,
  ) {}

  @Get()
  @RequirePermission('department-files:read')
  @Answers(200, answerFilesView)
  list(@Query({ schema: AnswerFileQuery }) query: AnswerFileQuery): Promise<z.infer<typeof answerFilesView>> {
    return this.answers.list(query);
  }

  /** A form with the part `file` (xlsx, or CSV in UTF-8 or GBK); `order`: the number of the order it has to be of. */
  @Post()
  @ApiConsumes('multipart/form-data')
  @Answers(201, answerFileView)
  async upload(@Req() request: FastifyRequest): Promise<AnswerFileView> {
    const key = String(request.headers['idempotency-key'] ?? '');
    const received = await receiveLedger(request);
    return this.answers.view(await this.uploading.execute(answersOf(received), key));
  }

  @Get(':id')
  @RequirePermission('department-files:read')
  @Answers(200, answerFileView)
  one(@Param('id', { schema: id }) fileId: string): Promise<AnswerFileView> {
    return this.answers.one(fileId);
  }

  @Get(':id/lines')
  @RequirePermission('department-files:read')
  @Answers(200, answerLinesView)
  lines(
    @Param('id', { schema: id }) fileId: string,
    @Query({ schema: AnswerLineQuery }) query: AnswerLineQuery,
  ): Promise<z.infer<typeof answerLinesView>> {
    return this.answers.lines(fileId, query);
  }

  /** The rows as they came, with a column of problems, until they are destroyed. */
  @Get(':id/workbook')
  @ApiProduces(XLSX)
  async workbook(@Param('id', { schema: id }) fileId: string): Promise<StreamableFile> {
    const { name, content } = await this.answers.workbook(fileId);
    return new StreamableFile(content, { type: XLSX, disposition: `attachment; filename="${name}"` });
  }

  /** The answers are taken; rows with a problem are left out. */
  @Post(':id/confirm')
  @Answers(200, answerFileView)
  async confirm(@Param('id', { schema: id }) fileId: string): Promise<AnswerFileView> {
    return this.answers.view(await this.confirming.execute(fileId));
  }

  /** Until somebody acts on one of its answers. */
  @Post(':id/undo')
  @Answers(200, answerFileView)
  async undo(@Param('id', { schema: id }) fileId: string): Promise<AnswerFileView> {
    return this.answers.view(await this.ending.undo(fileId));
  }

  /** Gives a file up that was not confirmed; its rows are destroyed. */
  @Post(':id/discard')
  @Answers(200, answerFileView)
  async discard(@Param('id', { schema: id }) fileId: string): Promise<AnswerFileView> {
    return this.answers.view(await this.ending.discard(fileId));
  }
}
