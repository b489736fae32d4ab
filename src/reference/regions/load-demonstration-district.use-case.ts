import { Injectable } from '@nestjs/common';
import { readDemonstrationDistrict } from './demonstration-district';
import { LoadDivisions } from './load-divisions.use-case';
import type { DivisionsLoaded } from './load-divisions.use-case';
import { Regions } from './regions.service';
import { Units } from './units.service';

/** Loads the invented district with one unit per tier and place; a second run changes nothing. */
@Injectable()
export class LoadDemonstrationDistrict {
  constructor(
    private readonly loadDivisions: LoadDivisions,
    private readonly regions: Regions,
    private readonly units: Units,
  ) {}

  async execute(): Promise<DivisionsLoaded> {
    const { divisions, units } = readDemonstrationDistrict();
    const loaded = await this.loadDivisions.execute(divisions);
    for (const { region, ...unit } of units) {
      await this.units.add({ ...unit, region: await this.regions.byCode(region) });
    }
    return loaded;
  }
}
