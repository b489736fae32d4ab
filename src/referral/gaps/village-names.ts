import { Injectable } from '@nestjs/common';
import { pathIds, Regions } from '../../reference/regions';

/** Names for the region paths of a roll-up. */
@Injectable()
export class VillageNames {
  constructor(private readonly regions: Regions) {}

  /** Each path once; a path whose division is gone has no name. */
  async of(paths: readonly string[]): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    for (const path of new Set(paths)) {
      const id = pathIds(path).at(-1);
      const region = id === undefined ? null : await this.regions.byId(id).catch(() => null);
      if (region) names.set(path, region.name);
    }
    return names;
  }
}
