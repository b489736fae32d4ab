import { Injectable } from '@nestjs/common';
import { newId, NumberSequence } from '../../../platform/database';
import { conflict } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { type Unit, Units } from '../../../reference/regions';
import { Households } from '../../households';
import type { CaseFile } from '../case-file.entity';
import { CaseMoves } from '../case-moves';
import { CaseOwner } from '../case-owner';
import { CasesStore } from '../cases.store';
import { caseTiers } from '../dto/case.dto';

export interface OpeningCase {
  emergency?: boolean;
  imported?: boolean;
  given?: { unit: Unit; leadWorkerId: string | null } | null;
}

/** Opens the work on a household at the unit that looks after its place, the window first (R6, R7). */
@Injectable()
export class OpenCaseFile {
  constructor(
    private readonly store: CasesStore,
    private readonly households: Households,
    private readonly units: Units,
    private readonly owner: CaseOwner,
    private readonly moves: CaseMoves,
    private readonly numbers: NumberSequence,
    private readonly clock: Clock,
  ) {}

  /**
   * @param imported from a list, without the household having asked: it is not written to
   * @param given who gets it where they look after its place and have no conflict of interest; left out or not so: as above
   * @throws AppError 404 household; 409 `case-open-already`, `unit-missing`, `case-owner-missing`
   */
  async execute(
    householdId: string,
    { emergency = false, imported = false, given = null }: OpeningCase = {},
  ): Promise<CaseFile> {
    const { districtCode, regionPath } = await this.households.unrecorded(householdId);
    if (await this.store.openOf(householdId)) throw conflict('case-open-already');
    const chosen = given && regionPath.startsWith(given.unit.regionPath) ? given : null;
    const unit = chosen?.unit ?? (await this.unitFor(regionPath));
    const leadWorkerId = await this.leadOf(unit, householdId, chosen?.leadWorkerId ?? null);
    const row: CaseFile = {
      ...{ id: newId(), number: await this.numbers.nextNumber('C'), householdId, districtCode, regionPath },
      ...{
        tier: tierOf(unit),
        unitId: unit.id,
        leadWorkerId,
        state: 'intake',
        resumeState: null,
      },
      ...{ emergency, openedAt: this.clock.now(), closedAt: null, closeReason: null, version: 1 },
    };
    await this.store.insert(row);
    await this.moves.letInFirst(row);
    await this.moves.told(row, 'case.opened', {
      ...{ leadWorkerId: row.leadWorkerId, tier: row.tier, emergency },
      ...(imported && { imported }),
    });
    return row;
  }

  private async leadOf(unit: Unit, householdId: string, wanted: string | null): Promise<string> {
    if (wanted === null) return this.owner.at(unit, householdId);
    const free = await this.owner.freeWorkersOf(unit.id, householdId);
    return free.some(({ id }) => id === wanted) ? wanted : this.owner.at(unit, householdId);
  }

  private async unitFor(regionPath: string): Promise<Unit> {
    for (const tier of caseTiers) {
      const unit = await this.units.responsible(tier, regionPath);
      if (unit) return unit;
    }
    throw conflict('unit-missing');
  }
}

/** An authority never holds a case. */
export function tierOf({ tier }: Unit): CaseFile['tier'] {
  return tier === 'authority' ? 'centre' : tier;
}
