import { Body, Controller, Get, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiConsumes, ApiProduces } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import {
  ChooseSheet as SheetInput,
  ConfirmLedger,
  LedgerHouseholdQuery,
  LedgerProblemQuery,
  LedgerQuery,
  MapLedger as MapInput,
  NameWords,
} from './dto/ledger.dto';
import { ledgerHouseholdsView, ledgerProblemsView, ledgersView, type LedgerView, ledgerView } from './dto/ledger.view';
import { Ledgers } from './ledgers.service';
import { ledgerOf, receiveLedger } from './receive-ledger';
import { ChooseSheet } from './use-cases/choose-sheet.use-case';
import { MapLedger } from './use-cases/map-ledger.use-case';
import { StartLedger } from './use-cases/start-ledger.use-case';
import { UploadLedger } from './use-cases/upload-ledger.use-case';

const id = z.uuid();
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Ledgers of offices in: upload, columns, dry run, confirmation, undo (R26, R28). */
@Controller('api/v1/ledger-imports')
@RequirePermission('ledgers:write')
export class LedgersController {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly uploading: UploadLedger,
    private readonly choosing: ChooseSheet,
    private readonly mapping: MapLedger,
    private readonly starting: StartLedger,
  ) {}

  @Get()
  @RequirePermission('ledgers:read')
  @Answers(200, ledgersView)
  async list(@Query({ schema: LedgerQuery }) query: LedgerQuery): Promise<z.infer<typeof ledgersView>> {
    const { items, next } = await this.ledgers.list(query);
    return { items: await this.ledgers.views(items), next };
  }

  /** A form with the parts `file` (xlsx, or CSV in UTF-8 or GBK) and, where several sheets fit, `sheet`. */
  @Post()
  @ApiConsumes('multipart/form-data')
  @Answers(201, ledgerView)
  async upload(@Req() request: FastifyRequest): Promise<LedgerView> {
    const key = String(request.headers['idempotency-key'] ?? '');
    const received = await receiveLedger(request);
    return this.ledgers.view(await this.uploading.execute(ledgerOf(received), key));
  }

  @Get(':id')
  @RequirePermission('ledgers:read')
  @Answers(200, ledgerView)
  async one(@Param('id', { schema: id }) importId: string): Promise<LedgerView> {
    return this.ledgers.view(await this.ledgers.get(importId));
  }

  /** Says which sheet of a workbook is the ledger; the next workbook with these sheets is read at once. */
  @Post(':id/sheet')
  @Answers(200, ledgerView)
  async sheet(
    @Param('id', { schema: id }) importId: string,
    @Body({ schema: SheetInput }) input: SheetInput,
  ): Promise<LedgerView> {
    return this.ledgers.view(await this.choosing.execute(importId, input));
  }

  /** Says what each column is; the rows are then checked. */
  @Post(':id/columns')
  @Answers(200, ledgerView)
  async columns(
    @Param('id', { schema: id }) importId: string,
    @Body({ schema: MapInput }) input: MapInput,
  ): Promise<LedgerView> {
    return this.ledgers.view(await this.mapping.columns(importId, input));
  }

  /** Says which code a word stands for; the rows are then checked anew. */
  @Post(':id/words')
  @Answers(200, ledgerView)
  async words(
    @Param('id', { schema: id }) importId: string,
    @Body({ schema: NameWords }) input: NameWords,
  ): Promise<LedgerView> {
    return this.ledgers.view(await this.mapping.words(importId, input));
  }

  /** Writes the sound households and what was ticked of known ones; goes on after a stop. */
  @Post(':id/confirm')
  @Answers(200, ledgerView)
  async confirm(
    @Param('id', { schema: id }) importId: string,
    @Body({ schema: ConfirmLedger }) input: ConfirmLedger,
  ): Promise<LedgerView> {
    return this.ledgers.view(await this.starting.confirm(importId, input));
  }

  @Post(':id/cancel')
  @Answers(200, ledgerView)
  async cancel(@Param('id', { schema: id }) importId: string): Promise<LedgerView> {
    return this.ledgers.view(await this.starting.cancel(importId));
  }

  /** Takes away every file of the import that nobody has touched since. */
  @Post(':id/undo')
  @Answers(200, ledgerView)
  async undo(@Param('id', { schema: id }) importId: string): Promise<LedgerView> {
    return this.ledgers.view(await this.starting.undo(importId));
  }

  /** Gives an import up that has written nothing; its rows are destroyed. */
  @Post(':id/discard')
  @Answers(200, ledgerView)
  async discard(@Param('id', { schema: id }) importId: string): Promise<LedgerView> {
    return this.ledgers.view(await this.starting.discard(importId));
  }

  @Get(':id/problems')
  @RequirePermission('ledgers:read')
  @Answers(200, ledgerProblemsView)
  async problems(
    @Param('id', { schema: id }) importId: string,
    @Query({ schema: LedgerProblemQuery }) query: LedgerProblemQuery,
  ): Promise<z.infer<typeof ledgerProblemsView>> {
    const { items, next } = await this.ledgers.problemPage(importId, query);
    return { items, counts: await this.ledgers.problemCounts(importId), next };
  }

  @Get(':id/households')
  @RequirePermission('ledgers:read')
  @Answers(200, ledgerHouseholdsView)
  households(
    @Param('id', { schema: id }) importId: string,
    @Query({ schema: LedgerHouseholdQuery }) query: LedgerHouseholdQuery,
  ): Promise<z.infer<typeof ledgerHouseholdsView>> {
    return this.ledgers.householdPage(importId, query);
  }

  /** The uploaded rows with a column of problems, until they are destroyed; for who uploaded them. */
  @Get(':id/workbook')
  @ApiProduces(XLSX)
  async workbook(@Param('id', { schema: id }) importId: string): Promise<StreamableFile> {
    const { name, content } = await this.ledgers.workbook(importId);
    return new StreamableFile(content, { type: XLSX, disposition: `attachment; filename="${name}"` });
  }
}
