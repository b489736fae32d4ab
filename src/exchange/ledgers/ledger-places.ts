import { Injectable } from '@nestjs/common';
import { type Region, Regions } from '../../reference/regions';
import type { PlaceFinder } from './gather-households';
import { bareVillage, type LedgerWords, plainWord } from './ledger-fields';
import type { UnknownWordCount } from './ledger-import.entity';

const CODE = /^\d{9}(\d{3})?$/;

/** Finds the village that a row of a ledger names, among those in the reach of who takes the ledger in (B48). */
@Injectable()
export class LedgerPlaces {
  constructor(private readonly regions: Regions) {}

  /**
   * @param regionPath where the post of that person is
   * @param texts what stands in the column, each once: codes that have ended are looked up now
   */
  async finder(regionPath: string, words: LedgerWords, texts: ReadonlySet<string>): Promise<KnownPlaces> {
    const own = Number(regionPath.split('/').filter(Boolean).at(-1));
    const below = await this.regions.descendants(own);
    const places = below.filter(({ level }) => level === 'village' || level === 'township');
    const current = new Set(places.map(({ code }) => code));
    const successors = new Map<string, string | null>();
    for (const text of texts) {
      if (!CODE.test(text) || current.has(text)) continue;
      const successor = await this.regions.successorOf(text);
      successors.set(text, successor && current.has(successor.code) ? successor.code : null);
    }
    return new KnownPlaces(places, words.region ?? {}, successors);
  }
}

/** The villages and townships of an area, by code and name. */
export class KnownPlaces {
  private readonly codes: ReadonlySet<string>;
  private readonly villages = new Map<string, Region[]>();
  private readonly names = new Map<number, string>();
  private readonly unknown = new Map<string, UnknownWordCount>();
  private readonly found = new Map<string, ReturnType<PlaceFinder>>();

  constructor(
    places: readonly Region[],
    private readonly decided: Readonly<Record<string, string>>,
    private readonly successors: ReadonlyMap<string, string | null>,
  ) {
    this.codes = new Set(places.map(({ code }) => code));
    for (const place of places) {
      this.names.set(place.id, bareVillage(place.name));
      const key = bareVillage(place.name);
      if (place.level === 'village') this.villages.set(key, [...(this.villages.get(key) ?? []), place]);
    }
  }

  /** Words without a place, the most frequent first. */
  get unknownWords(): UnknownWordCount[] {
    return [...this.unknown.values()].sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  }

  readonly find: PlaceFinder = (region, township) => {
    const key = `${region}|${township}`;
    const known = this.found.get(key) ?? this.look(region.trim(), township.trim());
    this.found.set(key, known);
    if ('problem' in known && known.problem !== 'ledger-region-ambiguous') this.count(region.trim());
    return known;
  };

  private look(region: string, township: string): ReturnType<PlaceFinder> {
    const decided = this.decided[plainWord(region)];
    if (decided !== undefined && this.codes.has(decided)) return { code: decided };
    if (this.codes.has(region)) return { code: region };
    const successor = this.successors.get(region);
    if (successor) return { problem: 'ledger-region-abolished', params: { successor } };
    const candidates = this.named(region, township);
    if (candidates.length === 1) return { code: candidates[0]!.code };
    if (candidates.length > 1) return { problem: 'ledger-region-ambiguous', params: { count: candidates.length } };
    return { problem: 'ledger-region-unknown', params: {} };
  }

  /** Villages of that name, in that township where it is named; or those whose name ends the text. */
  private named(region: string, township: string): Region[] {
    const text = bareVillage(region);
    const exact = this.villages.get(text) ?? [];
    const candidates =
      exact.length > 0 ? exact : [...this.villages].flatMap(([name, of]) => (text.endsWith(name) ? of : []));
    const where = bareVillage(township) || (exact.length > 0 ? '' : text);
    if (candidates.length < 2 || where === '') return candidates;
    const inTownship = candidates.filter(({ parentId }) => where.includes(this.names.get(parentId ?? 0) ?? '\0'));
    return inTownship.length > 0 ? inTownship : candidates;
  }

  private count(word: string): void {
    const proposed = this.successors.get(word) ?? null;
    const known = this.unknown.get(word) ?? { field: 'region' as const, word, count: 0, proposed };
    this.unknown.set(word, { ...known, count: known.count + 1 });
  }
}
