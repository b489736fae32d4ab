import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { notFound } from '../../platform/errors';
import { DataFileError } from '../data-files';
import { loadPacks } from './load-packs';
import type { PolicyPack } from './policy-pack';

/** The policy packs, read and checked at boot (R2). */
@Injectable()
export class Policies {
  private readonly packs: ReadonlyMap<string, PolicyPack>;
  private readonly base: PolicyPack;

  constructor() {
    const root = join(__dirname, 'packs');
    this.packs = loadPacks(root);
    const base = this.packs.get('base');
    if (!base) throw new DataFileError(root, ['the pack base is missing']);
    this.base = base;
  }

  /** The pack a district runs on; a district without a layer of its own runs on the national defaults. */
  current(districtCode: string): PolicyPack {
    const own = [...this.packs.values()].find((pack) => pack.heads.at(-1)?.districts.includes(districtCode));
    return own ?? this.base;
  }

  /** Whether one of the districts runs on the pack. */
  runsOn(pack: PolicyPack, districtCodes: readonly string[]): boolean {
    return districtCodes.some((district) => this.current(district) === pack);
  }

  /** @throws `pack-not-found` (404) */
  pack(code: string): PolicyPack {
    const pack = this.packs.get(code);
    if (!pack) throw notFound('pack-not-found');
    return pack;
  }

  /** The pack that one extends; null for the national defaults. */
  under(pack: PolicyPack): PolicyPack | null {
    const { extends: code } = pack.heads.at(-1)!;
    return code === null ? null : this.pack(code);
  }

  all(): readonly PolicyPack[] {
    return [...this.packs.values()];
  }
}
