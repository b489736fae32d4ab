import { Injectable } from '@nestjs/common';
import { notFound } from '../../platform/errors';
import type { Region } from './region.entity';
import { pathIds, pathWithin, placeName } from './region-path';
import { RegionsStore } from './regions.store';

/** Reads of the division tree. */
@Injectable()
export class Regions {
  constructor(private readonly store: RegionsStore) {}

  /**
   * The division carrying a code, now or on a day (YYYY-MM-DD).
   * @throws `region-not-found` (404)
   */
  async byCode(code: string, day?: string): Promise<Region> {
    const region = day === undefined ? await this.store.currentByCode(code) : await this.store.byCodeOn(code, day);
    if (!region) throw notFound('region-not-found', { code });
    return region;
  }

  /** What took the place of a division that carried the code and has ended (B48); null when there is none. */
  async successorOf(code: string): Promise<Region | null> {
    let region = await this.store.endedByCode(code);
    // A chain is as long as a code was changed often; a circle would be a fault of the data.
    for (let step = 0; region?.successorId && step < 20; step += 1) {
      region = await this.store.byId(region.successorId);
      if (region?.validTo === null) return region;
    }
    return null;
  }

  /** @throws `region-not-found` (404) */
  async byId(id: number): Promise<Region> {
    const region = await this.store.byId(id);
    if (!region) throw notFound('region-not-found', { code: id });
    return region;
  }

  /** From the province down to the division itself: what an address shows. */
  async path(id: number): Promise<Region[]> {
    const region = await this.byId(id);
    return (await this.pathsTo([region])).get(id) ?? [region];
  }

  /** The same of many at once, for lists; a division that is not there has none. */
  async paths(ids: readonly number[]): Promise<Map<number, Region[]>> {
    return this.pathsTo(await this.store.byIds([...new Set(ids)]));
  }

  /** What people there call the places of a list. */
  async placeNames(ids: readonly number[]): Promise<Map<number, string>> {
    return new Map([...(await this.paths(ids))].map(([id, path]) => [id, placeName(path)]));
  }

  /** Codes of all districts: what the whole installation does, it does district by district. */
  districts(): Promise<string[]> {
    return this.store.districts();
  }

  /** Divisions directly below; `null` gives the provinces. */
  children(id: number | null): Promise<Region[]> {
    return this.store.children(id);
  }

  /** The division and everything below it. */
  async descendants(id: number): Promise<Region[]> {
    return this.store.within((await this.byId(id)).path);
  }

  /** Whether one path lies in another; paths as stored, ending with a slash. */
  within(innerPath: string, outerPath: string): boolean {
    return pathWithin(innerPath, outerPath);
  }

  private async pathsTo(regions: readonly Region[]): Promise<Map<number, Region[]>> {
    const above = await this.store.byIds([...new Set(regions.flatMap(({ path }) => pathIds(path)))]);
    const known = new Map(above.map((region) => [region.id, region]));
    return new Map(regions.map(({ id, path }) => [id, pathIds(path).flatMap((step) => known.get(step) ?? [])]));
  }
}
