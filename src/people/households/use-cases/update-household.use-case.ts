import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../platform/crypto';
import { Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { Events } from '../../../platform/queue';
import { Clock } from '../../../platform/time';
import { type Region, Regions } from '../../../reference/regions';
import { reaches } from '../../../trust/access';
import { Audit, diffOf } from '../../../trust/audit';
import type { UpdateHousehold } from '../dto/create-household.dto';
import type { Household } from '../household.entity';
import { HouseholdLevels } from '../household-levels';
import { HouseholdsStore } from '../households.store';
import { regionOfCode } from '../region-of-code';

/** Corrects a file. A move inside the district takes along whatever is found by its place (a trigger sees to that). */
@Injectable()
export class ChangeHousehold {
  constructor(
    private readonly store: HouseholdsStore,
    private readonly levels: HouseholdLevels,
    private readonly regions: Regions,
    private readonly sealer: Sealer,
    private readonly transactions: Transactions,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * What is absent stays, also what the actor does not see (C3).
   * @throws AppError 404; 409 `region-out-of-reach`; 412 when someone else changed the file; 422 no such region,
   *   `value-not-shown` when somebody would take away an address for mail that they do not see
   */
  async execute(id: string, input: UpdateHousehold, version: number): Promise<Household> {
    const household = await this.store.get(id);
    const { regionCode, address, ...plain } = input;
    if (plain.email === null && household.email !== null && !reaches((await this.levels.of(id)).contact, 'full'))
      throw invalid([{ field: 'email', code: 'value-not-shown' }]);
    const region = regionCode === undefined ? undefined : await this.regionOf(household, regionCode);
    const changes: Partial<Household> = {
      ...plain,
      ...(region && { regionId: region.id, regionPath: region.path }),
      ...(address !== undefined && {
        addressCiphertext: await this.sealer.seal(id, 'households.address', id, address),
      }),
      updatedAt: this.clock.now(),
    };
    await this.store.update(id, version, changes);
    const changed = await this.store.get(id);
    const moved = region !== undefined && region.path !== household.regionPath;
    const fields = Object.keys(input);
    await this.audit.changed({
      action: 'household.updated',
      subjectType: 'household',
      subjectId: id,
      householdId: id,
      changes: diffOf(
        { ...household, address: await this.addressOf(household) },
        { ...plain, regionId: region?.id, address },
      ),
    });
    const { districtCode } = changed;
    const data = { fields, moved };
    const type = 'household.changed';
    await this.events.publish({
      type,
      aggregateId: id,
      aggregateVersion: changed.version,
      householdId: id,
      districtCode,
      data,
    });
    return changed;
  }

  private async addressOf({ id, addressCiphertext }: Household): Promise<string | null> {
    return addressCiphertext && this.sealer.open(id, 'households.address', id, addressCiphertext);
  }

  private async regionOf(household: Household, code: string): Promise<Region> {
    const region = await regionOfCode(this.regions, code);
    const { actor } = this.transactions;
    const reach = actor.kind === 'system' ? '' : `${actor.regionPath}/`;
    if (region.districtCode !== household.districtCode || !region.path.startsWith(reach))
      throw conflict('region-out-of-reach');
    return region;
  }
}
