import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/time';
import { Offerings } from '../../supply/offerings';

/** Offerings of a service to choose from, those with free places first. */
@Injectable()
export class ReferralOfferings {
  constructor(
    private readonly offerings: Offerings,
    private readonly clock: Clock,
  ) {}

  /** @param without offerings that were asked already */
  async of(
    districtCode: string,
    code: string,
    without: readonly string[],
  ): Promise<Array<{ value: string; text: string }>> {
    const found = await this.offerings.candidates({ districtCode, codes: [code], asOf: this.clock.today() });
    const open = found.filter(
      ({ id, state, capacity }) => state === 'open' && !without.includes(id) && (!capacity.known || capacity.left > 0),
    );
    return open
      .sort((one, other) => other.capacity.left - one.capacity.left)
      .slice(0, 30)
      .map(({ id, name, providerName }) => ({ value: id, text: `${name} · ${providerName}` }));
  }
}
