import { Injectable } from '@nestjs/common';
import { notFound } from '../../platform/errors';
import type { Region } from './region.entity';
import { pathIds, pathWithin } from './region-path';
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

  /** @throws `region-not-found` (404) */
  async byId(id: number): Promise<Region> {
    const region = await this.store.byId(id);
    if (!region) throw notFound('region-not-found', { code: id });
    return region;
  }

  /** From the province down to the division itself: what an address shows. */
  async path(id: number): Promise<Region[]> {
    const ids = pathIds((await this.byId(id)).path);
    const regions = await this.store.byIds(ids);
    return regions.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
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
}
