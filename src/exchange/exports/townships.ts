import { Injectable } from '@nestjs/common';
import { pathIds, Regions } from '../../reference/regions';

/** Places of rows as statistics may name them: the township, never the village (C2). */
@Injectable()
export class Townships {
  constructor(private readonly regions: Regions) {}

  /** Name of the township that each path lies in; above townships the smallest division there is. */
  async namesOf(paths: readonly string[]): Promise<Map<string, string>> {
    const smallest = (path: string) => pathIds(path).at(-1) ?? 0;
    const above = await this.regions.paths(paths.map(smallest));
    return new Map(
      paths.map((path) => {
        const regions = above.get(smallest(path)) ?? [];
        return [path, (regions.find(({ level }) => level === 'township') ?? regions.at(-1))?.name ?? ''];
      }),
    );
  }
}
