import { Controller, Get, Param } from '@nestjs/common';
import type { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission, WithoutDistrict } from '../../trust/access';
import {
  instrumentsView,
  instrumentView,
  type InstrumentView,
  viewInstrument,
  viewInstrumentHead,
} from './dto/instrument.view';
import { Instruments } from './instruments';

/** The scales in use (R18). */
@Controller('api/v1/instruments')
@RequirePermission('instruments:read')
@WithoutDistrict()
export class InstrumentsController {
  constructor(private readonly instruments: Instruments) {}

  @Get()
  @Answers(200, instrumentsView)
  list(): z.infer<typeof instrumentsView> {
    return { items: this.instruments.all().map(viewInstrumentHead), next: null };
  }

  @Get(':code')
  @Answers(200, instrumentView)
  one(@Param('code') code: string): InstrumentView {
    return viewInstrument(this.instruments.byCode(code));
  }
}
