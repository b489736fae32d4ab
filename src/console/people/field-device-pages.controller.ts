import { readFile } from 'node:fs/promises';
import { Body, Controller, Get, HttpCode, Param, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  FieldPacket,
  FieldSheetViews,
  type FieldStateView,
  ReceivePacket,
  type TakeAlongContents,
  TakeAlongs,
  TakeAlongViews,
} from '../../people/field-work';
import { FlagSteps } from '../../people/safeguards';
import { invalid } from '../../platform/errors';
import { Open } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { assetsBase, ownFile, pageLocale, typedValues, type View, view } from '../shell';
import { AssessmentWords } from './assessments-words';

const uuid = z.uuid();

/**
 * The page that works without a network, and what its scripts ask for by the cookie of the console. The page and the
 * worker's script name nobody and ask nobody, so that they may be kept in the open; what is personal goes with `no-store`
 * and is sealed by the page (R103).
 */
@ApiExcludeController()
@Controller('console/field')
export class FieldDevicePages {
  constructor(
    private readonly takeAlongs: TakeAlongViews,
    private readonly devices: TakeAlongs,
    private readonly sheets: FieldSheetViews,
    private readonly receiving: ReceivePacket,
    private readonly flagSteps: FlagSteps,
    private readonly words: AssessmentWords,
  ) {}

  @Get('device')
  @Open()
  device(): View {
    const steps = this.flagSteps.all().map(({ code, phone }) => ({
      ...{ code, text: this.words.text(`safeguards.step.${code}`, { phone: phone ?? '' }) },
    }));
    const model = { lang: pageLocale(), assets: assetsBase, steps };
    return view('console/people/field/device', model, { layout: 'console/people/field/layout' });
  }

  /** Below the only folder that the worker may look after; its version stands in its query. */
  @Get('worker.js')
  @Open()
  async worker(): Promise<StreamableFile> {
    return new StreamableFile(await readFile(ownFile('field-worker.js')), { type: 'text/javascript; charset=utf-8' });
  }

  @Get('take-alongs/:id/contents')
  @RequirePermission('take-alongs:use')
  contents(@Param('id', { schema: uuid }) takeAlongId: string): Promise<TakeAlongContents> {
    return this.takeAlongs.contents(takeAlongId);
  }

  /** Where the device stands, and the secret that a packet has to carry. */
  @Get('take-alongs/:id/state')
  @RequirePermission('take-alongs:use')
  async state(
    @Param('id', { schema: uuid }) takeAlongId: string,
    @Req() { csrf }: FastifyRequest,
  ): Promise<FieldStateView & { csrf: string | undefined }> {
    return { ...(await this.sheets.state(takeAlongId)), csrf };
  }

  /** Whether the device has to wipe itself: a lost one hears it though nobody is signed in on it any more. */
  @Get('take-alongs/:id/end')
  @Open()
  async end(@Param('id', { schema: uuid }) takeAlongId: string): Promise<{ end: string | null }> {
    return { end: await this.devices.endOf(takeAlongId) };
  }

  @Post('take-alongs/:id/packets')
  @HttpCode(200)
  @RequirePermission('take-alongs:use')
  async receive(@Param('id', { schema: uuid }) takeAlongId: string, @Body() body: unknown): Promise<FieldStateView> {
    const packet = FieldPacket.safeParse(typedValues(body));
    if (!packet.success)
      throw invalid(packet.error.issues.map(({ path }) => ({ field: path.join('.'), code: 'field-format' })));
    await this.receiving.execute(takeAlongId, packet.data);
    return this.sheets.state(takeAlongId);
  }
}
