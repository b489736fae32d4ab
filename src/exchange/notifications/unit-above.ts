import { Injectable } from '@nestjs/common';
import { Cases } from '../../people/cases';
import { Households } from '../../people/households';
import { Units } from '../../reference/regions';

/** Who hears of it when a worker lets a clock run out (R9, R10): the unit above the one that holds the case. */
@Injectable()
export class UnitAbove {
  constructor(
    private readonly cases: Cases,
    private readonly households: Households,
    private readonly units: Units,
  ) {}

  /** Of the open case of a household; without one, the station of its village. Null where no unit stands above. */
  async ofHousehold(householdId: string): Promise<string | null> {
    const open = await this.cases.openCase(householdId);
    if (!open) return this.stationOf((await this.households.unrecorded(householdId)).regionPath);
    return (await this.units.next(await this.units.byId(open.unitId), open.regionPath))?.id ?? null;
  }

  /** The station that answers for a place. */
  async stationOf(regionPath: string): Promise<string | null> {
    return (await this.units.responsible('station', regionPath))?.id ?? null;
  }
}
