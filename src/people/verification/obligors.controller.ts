import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Audit } from '../../trust/audit';
import { Households } from '../households';
import { addObligorInput, editObligorInput, nobodyOwesInput } from './dto/obligor.dto';
import { obligorsView, type ObligorsView, obligorView, type ObligorView } from './dto/obligor.view';
import { ObligorViews } from './obligor-views';
import { Obligors } from './obligors.service';

const id = z.uuid();

/** Who owes support to a household, by law and in fact (R65). */
@Controller('api/v1')
export class ObligorsController {
  constructor(
    private readonly obligors: Obligors,
    private readonly views: ObligorViews,
    private readonly households: Households,
    private readonly audit: Audit,
  ) {}

  @Get('households/:id/obligors')
  @RequirePermission('economy:read')
  @Answers(200, obligorsView)
  async list(@Param('id', { schema: id }) householdId: string): Promise<ObligorsView> {
    await this.households.open(householdId);
    await this.audit.read({ action: 'obligors.read', subjectType: 'household', subjectId: householdId, householdId });
    return this.views.of(householdId);
  }

  @Post('households/:id/obligors')
  @RequirePermission('economy:write')
  @Answers(201, obligorView)
  async add(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: addObligorInput }) input: z.infer<typeof addObligorInput>,
  ): Promise<ObligorView> {
    return this.views.one(await this.obligors.add(householdId, input));
  }

  @Post('households/:id/obligors/nobody')
  @RequirePermission('economy:write')
  @Answers(200, obligorsView)
  async sayNobody(
    @Param('id', { schema: id }) householdId: string,
    @Body({ schema: nobodyOwesInput }) input: z.infer<typeof nobodyOwesInput>,
  ): Promise<ObligorsView> {
    await this.obligors.sayNobody(householdId, input);
    return this.views.of(householdId);
  }

  @Get('obligors/:id')
  @RequirePermission('economy:read')
  @Answers(200, obligorView)
  async one(@Param('id', { schema: id }) obligorId: string): Promise<ObligorView> {
    const row = await this.views.row(obligorId);
    await this.households.open(row.householdId);
    return this.views.one(row);
  }

  @Patch('obligors/:id')
  @RequirePermission('economy:write')
  @Answers(200, obligorView)
  async edit(
    @Param('id', { schema: id }) obligorId: string,
    @Version() version: number,
    @Body({ schema: editObligorInput }) input: z.infer<typeof editObligorInput>,
  ): Promise<ObligorView> {
    await this.views.row(obligorId);
    return this.views.one(await this.obligors.edit(obligorId, version, input));
  }

  @Post('obligors/:id/end')
  @RequirePermission('economy:write')
  @Answers(200, obligorView)
  async end(@Param('id', { schema: id }) obligorId: string): Promise<ObligorView> {
    await this.views.row(obligorId);
    return this.views.one(await this.obligors.end(obligorId));
  }
}
