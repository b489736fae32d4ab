import { Injectable } from '@nestjs/common';
import { type UnitTier, Units } from '../../reference/regions';

const NEAREST_FIRST: readonly UnitTier[] = ['window', 'station', 'centre'];

/** Whom a household can ring. */
export interface Help {
  unit: string;
  phone: string;
}

/** The nearest unit with a telephone; its number stands on every page and in every message to a household. */
@Injectable()
export class HelpLine {
  constructor(private readonly units: Units) {}

  /** Null where no unit of the place has a telephone. */
  async of(regionPath: string): Promise<Help | null> {
    for (const tier of NEAREST_FIRST) {
      const unit = await this.units.responsible(tier, regionPath);
      if (unit?.phone) return { unit: unit.name, phone: unit.phone };
    }
    return null;
  }
}
