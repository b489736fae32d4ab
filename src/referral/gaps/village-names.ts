import { Injectable } from '@nestjs/common';
import { pathIds, Regions } from '../../reference/regions';

/** Names for the region paths of a roll-up. */
@Injectable()
export class VillageNames {
  constructor(private readonly regions: Regions) {}

  /** Each path once; a path whose division is gone has no name. */
  async of(paths: readonly string[]): Promise<Map<string, string>> {
    const regions = await this.regions.paths(paths.flatMap((path) => pathIds(path).slice(-1)));
    return new Map(
      paths.flatMap((path) => {
        const region = regions.get(pathIds(path).at(-1) ?? 0)?.at(-1);
        return region ? [[path, region.name]] : [];
      }),
    );
  }
}
