import { join } from 'node:path';
import { Injectable, Optional } from '@nestjs/common';
import { Config } from '../../platform/config';
import { notFound } from '../../platform/errors';
import { Taxonomy } from '../../reference/taxonomy';
import type { Instrument } from './instrument';
import { loadInstruments } from './load-instruments';

/** Where a county puts scales of its own and its own versions of ours, below DATA_DIR. */
export const COUNTY_FOLDER = 'instruments';

/** The scales in use, read and checked at boot (R18); a result keeps code and version of the one it was made with. */
@Injectable()
export class Instruments {
  /** All versions of each scale; the first is the one in use. */
  private readonly versions: ReadonlyMap<string, readonly Instrument[]>;

  /** @throws DataFileError naming file, line and reason */
  constructor(taxonomy: Taxonomy, @Optional() config?: Config) {
    const own = config?.dataDir ? join(config.dataDir, COUNTY_FOLDER) : null;
    this.versions = loadInstruments(join(__dirname, 'instruments'), own, (code) => taxonomy.exists(code));
  }

  /** Those in use, by their codes. */
  all(): readonly Instrument[] {
    return [...this.versions.values()].flatMap(([current]) => current ?? []);
  }

  /** The version in use. @throws `instrument-not-found` (404) */
  byCode(code: string): Instrument {
    const [current] = this.versions.get(code) ?? [];
    if (!current) throw notFound('instrument-not-found');
    return current;
  }

  /** What this one was answered on; where the file of its version is gone, what is in use. @throws `instrument-not-found` (404) */
  of({ instrument, instrumentVersion }: { instrument: string; instrumentVersion: string }): Instrument {
    return this.version(instrument, instrumentVersion) ?? this.byCode(instrument);
  }

  /** The version that a result was made with; null when its file is gone. */
  version(code: string, version: string): Instrument | null {
    return this.versions.get(code)?.find((one) => one.version === version) ?? null;
  }
}
