import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config';
import { notFound } from '../../platform/errors';
import { Instruments } from './instruments';

export const readAloudLanguages = ['zh-CN', 'en'] as const;
export type ReadAloudLanguage = (typeof readAloudLanguages)[number];

/** How a question's recording is called: `S01/eat.zh-CN.mp3`. */
export const recordingName = (code: string, item: string, language: ReadAloudLanguage): string =>
  `${code}/${item}.${language}.mp3`;

/** Recordings of questions for people who do not read; a county lays them into `DATA_DIR/read-aloud`, none are shipped. */
@Injectable()
export class ReadAloud {
  private readonly folder: string;

  constructor(
    config: Config,
    private readonly instruments: Instruments,
  ) {
    this.folder = join(config.dataDir, 'read-aloud');
  }

  has(code: string, item: string, language: ReadAloudLanguage): boolean {
    return existsSync(join(this.folder, recordingName(code, item, language)));
  }

  /** @throws AppError 404 no such scale or question, or nobody has recorded it */
  async recording(code: string, item: string, language: ReadAloudLanguage): Promise<Buffer> {
    // Names come from the scale, never from the address: nothing outside the folder can be asked for.
    const instrument = this.instruments.byCode(code);
    const known = instrument.items.find(({ id }) => id === item);
    if (!known || !this.has(instrument.code, known.id, language)) throw notFound('recording-not-found');
    return readFile(join(this.folder, recordingName(instrument.code, known.id, language)));
  }
}
