import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { Clocks } from './clocks.service';
import { endClockInput, pauseClockInput, resumeClockInput, startClockInput } from './dto/clock.dto';
import { clocksView, clockView, type ClocksView, type ClockView } from './dto/clock.view';
import { MoveClock } from './use-cases/move-clock.use-case';
import { StartClock } from './use-cases/start-clock.use-case';

const id = z.uuid();

/** The three clocks of a household (B11, R38, R43, R85): on one time line, never merged. */
@Controller('api/v1')
export class ClocksController {
  constructor(
    private readonly clocks: Clocks,
    private readonly households: Households,
    private readonly startClock: StartClock,
    private readonly moveClock: MoveClock,
  ) {}

  @Get('households/:id/clocks')
  @RequirePermission('clocks:read')
  @Answers(200, clocksView)
  async list(@Param('id', { schema: id }) householdId: string): Promise<ClocksView> {
    await this.households.open(householdId);
    return this.clocks.of(householdId);
  }

  @Post('households/:id/clocks')
  @RequirePermission('clocks:write')
  @Answers(201, clockView)
  async start(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: startClockInput }) input: z.infer<typeof startClockInput>,
  ): Promise<ClockView> {
    return this.clocks.one(await this.startClock.execute(householdId, input));
  }

  @Post('clocks/:id/pause')
  @RequirePermission('clocks:write')
  @Answers(200, clockView)
  async pause(
    @Param('id', { schema: id }) clockId: string,
    @Body({ schema: pauseClockInput }) input: z.infer<typeof pauseClockInput>,
  ): Promise<ClockView> {
    return this.clocks.one(await this.moveClock.pause(clockId, input));
  }

  @Post('clocks/:id/resume')
  @RequirePermission('clocks:write')
  @Answers(200, clockView)
  async resume(
    @Param('id', { schema: id }) clockId: string,
    @Body({ schema: resumeClockInput }) input: z.infer<typeof resumeClockInput>,
  ): Promise<ClockView> {
    return this.clocks.one(await this.moveClock.resume(clockId, input));
  }

  /** Before its last day, with a reason. */
  @Post('clocks/:id/end')
  @RequirePermission('clocks:write')
  @Answers(200, clockView)
  async end(
    @Param('id', { schema: id }) clockId: string,
    @Body({ schema: endClockInput }) input: z.infer<typeof endClockInput>,
  ): Promise<ClockView> {
    return this.clocks.one(await this.moveClock.end(clockId, input));
  }
}
