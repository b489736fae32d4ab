import { Injectable } from '@nestjs/common';
import { Regions } from '../../reference/regions';

/** The townships of files, by which results are cut. */
@Injectable()
export class Townships {
  constructor(private readonly regions: Regions) {}

  /** By region of the file; where there is no township, the smallest division that is known. */
  async of(files: ReadonlyArray<{ regionId: number }>): Promise<Map<number, number>> {
    const paths = await this.regions.paths([...new Set(files.map(({ regionId }) => regionId))]);
    return new Map(
      [...paths].map(([regionId, path]) => [
        regionId,
        (path.find(({ level }) => level === 'township') ?? path.at(-1))?.id ?? regionId,
      ]),
    );
  }
}
