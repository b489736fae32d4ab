import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../platform/database';
import { conflict, invalid, notFound } from '../../../platform/errors';
import { Clock } from '../../../platform/time';
import { Audit } from '../../../trust/audit';
import { type AskedDepartment, DepartmentWays } from '../department-ways';
import type { DecideWay as Input } from '../dto/department.dto';

/** Says how a department is asked from now on; what waits for it goes the new way, what is out keeps its own (R93). */
@Injectable()
export class DecideWay {
  constructor(
    private readonly ways: DepartmentWays,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 `check-department-unknown`; 409 `department-way-same`; 422 `district-needed` */
  async execute(code: string, { way }: Input): Promise<AskedDepartment> {
    const { actor } = this.transactions;
    const districtCode = districtOf(actor);
    const known = (await this.ways.of(districtCode)).find(({ department }) => department.code === code);
    if (!known || actor.userId === null) throw notFound('check-department-unknown');
    if (known.way === way) throw conflict('department-way-same');
    const decided = { districtCode, department: code, way, decidedBy: actor.userId, decidedAt: this.clock.now() };
    await this.ways.decide(decided);
    const turned = await this.ways.turn(districtCode, code, way);
    await this.audit.changed({
      ...{ action: 'department-way.decided', subjectType: 'department-way', districtCode },
      fields: [code, way, `calls-${turned}`],
    });
    return { ...known, way, decided };
  }
}

/** The one district that the actor works in. @throws AppError 422 `district-needed` */
export function districtOf({ districtCodes }: { districtCodes: readonly string[] }): string {
  const [districtCode] = districtCodes;
  if (districtCode === undefined || districtCodes.length > 1) {
    throw invalid([{ field: 'district', code: 'district-needed' }], 'district-needed');
  }
  return districtCode;
}
