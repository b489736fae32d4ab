import { Injectable } from '@nestjs/common';
import { Regions } from '../../reference/regions';

/** Places of rows as statistics may name them: the township, never the village (C2). */
@Injectable()
export class Townships {
  constructor(private readonly regions: Regions) {}

  /** Name of the township that each path lies in; above townships the smallest division there is. */
  async namesOf(paths: readonly string[]): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    for (const path of new Set(paths)) {
      const regions = await this.regions.path(Number(path.split('/').filter(Boolean).at(-1)));
      names.set(path, (regions.find(({ level }) => level === 'township') ?? regions.at(-1))?.name ?? '');
    }
    return names;
  }
}
