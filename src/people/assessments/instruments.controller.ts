import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { z } from 'zod';
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
import { ReadAloud, type ReadAloudLanguage, readAloudLanguages } from './read-aloud';

const language = z.enum(readAloudLanguages);

/** The scales in use (R18). */
@Controller('api/v1/instruments')
@RequirePermission('instruments:read')
@WithoutDistrict()
export class InstrumentsController {
  constructor(
    private readonly instruments: Instruments,
    private readonly readAloud: ReadAloud,
  ) {}

  @Get()
  @Answers(200, instrumentsView)
  list(): z.infer<typeof instrumentsView> {
    return { items: this.instruments.all().map(viewInstrumentHead), next: null };
  }

  @Get(':code')
  @Answers(200, instrumentView)
  one(@Param('code') code: string): InstrumentView {
    return viewInstrument(this.instruments.byCode(code), (item, of) => this.readAloud.has(code, item, of));
  }

  @Get(':code/recordings/:item/:language')
  @ApiProduces('audio/mpeg')
  async recording(
    @Param('code') code: string,
    @Param('item') item: string,
    @Param('language', { schema: language }) of: ReadAloudLanguage,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.readAloud.recording(code, item, of), { type: 'audio/mpeg' });
  }
}
