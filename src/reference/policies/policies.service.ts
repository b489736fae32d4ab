import { join } from 'node:path';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { notFound } from '../../platform/errors';
import { DataFileError } from '../data-files';
import { AdoptedPacks } from './adopted-packs';
import { loadPacks } from './load-packs';
import type { PolicyPack } from './policy-pack';

/** The policy packs (R2): the shipped ones, read and checked at boot, and those that districts have adopted since. */
@Injectable()
export class Policies {
  private readonly packs: ReadonlyMap<string, PolicyPack>;
  private readonly base: PolicyPack;

  constructor(@Optional() @Inject(AdoptedPacks) private readonly adopted: AdoptedPacks | null = null) {
    const root = join(__dirname, 'packs');
    this.packs = loadPacks(root);
    const base = this.packs.get('base');
    if (!base) throw new DataFileError(root, ['the pack base is missing']);
    this.base = base;
  }

  /**
   * The pack a district runs on today: what it has adopted last, else the shipped layer that names it, else the national
   * defaults.
   */
  current(districtCode: string): PolicyPack {
    const adopted = this.adopted?.current(districtCode);
    if (adopted) return adopted;
    const own = [...this.packs.values()].find((pack) => pack.heads.at(-1)?.districts.includes(districtCode));
    return own ?? this.base;
  }

  /** Whether one of the districts runs on the pack. */
  runsOn(pack: PolicyPack, districtCodes: readonly string[]): boolean {
    return districtCodes.some((district) => this.current(district) === pack);
  }

  /** @throws `pack-not-found` (404) */
  pack(code: string): PolicyPack {
    const pack = this.packs.get(code) ?? this.adopted?.pack(code);
    if (!pack) throw notFound('pack-not-found');
    return pack;
  }

  /** The pack that one extends; null for the national defaults. */
  under(pack: PolicyPack): PolicyPack | null {
    const { extends: code } = pack.heads.at(-1)!;
    return code === null ? null : this.pack(code);
  }

  /** Codes of labels in any pack (R105): no authority decides on them, so that they hold without the number of a decision. */
  labels(): ReadonlySet<string> {
    const lines = this.all().flatMap(({ rules }) => rules.entitlements);
    return new Set(lines.filter(({ label }) => label).map(({ code }) => code));
  }

  /** Without versions that were taken back. */
  all(): readonly PolicyPack[] {
    return [...this.packs.values(), ...(this.adopted?.standing() ?? [])];
  }
}
