import { Injectable } from '@nestjs/common';
import { Regions } from '../../reference/regions';

/** Names of divisions for lists and choices. */
@Injectable()
export class TownshipNames {
  constructor(private readonly regions: Regions) {}

  /** By region. */
  async of(regionIds: readonly number[]): Promise<Map<number, string>> {
    const paths = await this.regions.paths([...new Set(regionIds)]);
    return new Map([...paths].map(([id, path]) => [id, path.at(-1)?.name ?? String(id)]));
  }
}
