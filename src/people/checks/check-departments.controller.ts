import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { CheckDepartments } from './check-departments';
import { DecideWay } from './dto/department.dto';
import { departmentsView, type DepartmentView, departmentView } from './dto/department.view';

const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** Which departments are asked, for what, and how: over a line or by file (R93). */
@Controller('api/v1/check-departments')
export class CheckDepartmentsController {
  constructor(private readonly departments: CheckDepartments) {}

  /** All of the catalogue. */
  @Get()
  @RequirePermission('departments:read')
  @Answers(200, departmentsView)
  async list(): Promise<z.infer<typeof departmentsView>> {
    return { items: await this.departments.list(), next: null };
  }

  /** What waits goes the new way; what is out keeps its own. */
  @Post(':code/way')
  @RequirePermission('departments:decide')
  @Answers(200, departmentView)
  decide(
    @Param('code', { schema: code }) department: string,
    @Body({ schema: DecideWay }) input: DecideWay,
  ): Promise<DepartmentView> {
    return this.departments.decide(department, input);
  }
}
