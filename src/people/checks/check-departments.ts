import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { Policies } from '../../reference/policies';
import { DepartmentWays } from './department-ways';
import { type DepartmentView, viewDepartment } from './dto/department.view';
import type { DecideWay as Input } from './dto/department.dto';
import { DecideWay, districtOf } from './use-cases/decide-way.use-case';

/** The departments of the actor's district, for this room's door and the console. */
@Injectable()
export class CheckDepartments {
  constructor(
    private readonly ways: DepartmentWays,
    private readonly deciding: DecideWay,
    private readonly policies: Policies,
    private readonly transactions: Transactions,
  ) {}

  /** @throws AppError 422 `district-needed` */
  async list(): Promise<DepartmentView[]> {
    const districtCode = districtOf(this.transactions.actor);
    const { catalogue } = this.policies.current(districtCode).rules.checks;
    return (await this.ways.of(districtCode)).map((one) => viewDepartment(one, catalogue));
  }

  /** As `DecideWay`. */
  async decide(code: string, input: Input): Promise<DepartmentView> {
    const decided = await this.deciding.execute(code, input);
    const { catalogue } = this.policies.current(districtOf(this.transactions.actor)).rules.checks;
    return viewDepartment(decided, catalogue);
  }
}
