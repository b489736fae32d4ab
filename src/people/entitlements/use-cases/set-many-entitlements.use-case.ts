import { Injectable } from '@nestjs/common';
import type { SetManyEntitlements as SetMany } from '../dto/entitlement.dto';
import type { Entitlement } from '../entitlement.entity';
import { SetEntitlementState } from './set-entitlement.use-case';

/** One answer for lines of many households, as a village is gone through (R7): all of them, or none. */
@Injectable()
export class SetManyEntitlements {
  constructor(private readonly setState: SetEntitlementState) {}

  /** @throws AppError 404, 409, 412, 422 as for one line; then nothing is changed */
  async execute({ lines, ...change }: SetMany): Promise<Entitlement[]> {
    const changed: Entitlement[] = [];
    // In the order of ids, so that two who go through the same village wait for each other instead of locking up.
    const ordered = [...new Map(lines.map((line) => [line.id, line])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const { id, version } of ordered) changed.push(await this.setState.execute(id, version, change));
    return changed;
  }
}
