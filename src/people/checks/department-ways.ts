import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { type AskingWay, type CheckCatalogue, Policies } from '../../reference/policies';
import { DepartmentWay } from './department-way.entity';

/** A department of the catalogue as the district asks it today. */
export interface AskedDepartment {
  department: CheckCatalogue['departments'][number];
  way: AskingWay;
  /** What the pack says. */
  packWay: AskingWay;
  /** Working days that a file may take. */
  workDays: number;
  decided: DepartmentWay | null;
}

/** How each department is asked: as the pack says, unless the district has said otherwise (R93). */
@Injectable()
export class DepartmentWays {
  constructor(
    private readonly transactions: Transactions,
    private readonly policies: Policies,
  ) {}

  /** In the order of the catalogue. */
  async of(districtCode: string): Promise<AskedDepartment[]> {
    const { departments } = this.policies.current(districtCode).rules.checks;
    const files = this.files(districtCode);
    const decided = await this.transactions.manager.findBy(DepartmentWay, { districtCode });
    return departments.map((department) => {
      const own = decided.find((row) => row.department === department.code) ?? null;
      const packWay = department.way ?? 'service';
      const workDays = department.workDays ?? files.workDays;
      return { department, way: own?.way ?? packWay, packWay, workDays, decided: own };
    });
  }

  /** Departments that are asked by file. */
  async byFile(districtCode: string): Promise<ReadonlySet<string>> {
    const all = await this.of(districtCode);
    return new Set(all.filter(({ way }) => way === 'file').map(({ department }) => department.code));
  }

  /** Rules of the files; a pack that was adopted before there were any has those of the base. */
  files(districtCode: string): CheckCatalogue['files'] {
    const own: Partial<CheckCatalogue> = this.policies.current(districtCode).rules.checks;
    return own.files ?? this.policies.pack('base').rules.checks.files;
  }

  async decide(row: DepartmentWay): Promise<void> {
    await this.transactions.manager.upsert(DepartmentWay, row, ['districtCode', 'department']);
  }

  /** What waits goes the new way. @returns how many calls */
  async turn(districtCode: string, department: string, way: AskingWay): Promise<number> {
    const [row] = await this.transactions.manager.query<Array<{ turned: number }>>(
      'select app.turn_waiting_calls($1, $2, $3) as turned',
      [districtCode, department, way],
    );
    return row?.turned ?? 0;
  }
}
