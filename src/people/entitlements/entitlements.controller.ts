import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import { Answers, Version } from '../../platform/http';
import { RequirePermission } from '../../trust/access';
import { Households } from '../households';
import { setEntitlementInput, setManyEntitlementsInput, waiveEntitlementInput } from './dto/entitlement.dto';
import {
  changedLinesView,
  checklistView,
  entitlementView,
  type EntitlementView,
  viewEntitlement,
} from './dto/entitlement.view';
import { Entitlements } from './entitlements.service';
import { PrepareChecklist } from './use-cases/prepare-checklist.use-case';
import { SetEntitlementState } from './use-cases/set-entitlement.use-case';
import { SetManyEntitlements } from './use-cases/set-many-entitlements.use-case';

const id = z.uuid();
type ChecklistView = z.infer<typeof checklistView>;

/** The policy-first checklist of a household (R7). */
@Controller('api/v1')
export class EntitlementsController {
  constructor(
    private readonly entitlements: Entitlements,
    private readonly households: Households,
    private readonly prepareChecklist: PrepareChecklist,
    private readonly setState: SetEntitlementState,
    private readonly setMany: SetManyEntitlements,
  ) {}

  @Get('households/:id/entitlements')
  @RequirePermission('entitlements:read')
  @Answers(200, checklistView)
  async list(@Param('id', { schema: id }) householdId: string): Promise<ChecklistView> {
    await this.households.open(householdId);
    return this.checklist(householdId);
  }

  @Post('households/:id/entitlements')
  @RequirePermission('entitlements:write')
  @Answers(200, checklistView)
  async prepare(@Param('id', { schema: id }) householdId: string): Promise<ChecklistView> {
    await this.prepareChecklist.execute(householdId);
    return this.checklist(householdId);
  }

  /** Lines of many households at once; all or none. */
  @Post('entitlements/answers')
  @RequirePermission('entitlements:write')
  @Answers(200, changedLinesView)
  async answerMany(
    @Body({ schema: setManyEntitlementsInput }) input: z.infer<typeof setManyEntitlementsInput>,
  ): Promise<z.infer<typeof changedLinesView>> {
    const changed = await this.setMany.execute(input);
    return { items: changed.map(({ id: line, state, version }) => ({ id: line, state, version })) };
  }

  @Get('entitlements/:id')
  @RequirePermission('entitlements:read')
  @Answers(200, entitlementView)
  async one(@Param('id', { schema: id }) lineId: string): Promise<EntitlementView> {
    const entry = await this.entitlements.get(lineId);
    await this.households.open(entry.row.householdId);
    return viewEntitlement(entry);
  }

  @Patch('entitlements/:id')
  @RequirePermission('entitlements:write')
  @Answers(200, entitlementView)
  async set(
    @Param('id', { schema: id }) lineId: string,
    @Version() version: number,
    @Body({ schema: setEntitlementInput }) input: z.infer<typeof setEntitlementInput>,
  ): Promise<EntitlementView> {
    await this.setState.execute(lineId, version, input);
    return viewEntitlement(await this.entitlements.get(lineId));
  }

  @Post('entitlements/:id/waive')
  @RequirePermission('entitlements:waive')
  @Answers(200, entitlementView)
  async waive(
    @Param('id', { schema: id }) lineId: string,
    @Body({ schema: waiveEntitlementInput }) { reason }: z.infer<typeof waiveEntitlementInput>,
  ): Promise<EntitlementView> {
    await this.setState.waive(lineId, reason);
    return viewEntitlement(await this.entitlements.get(lineId));
  }

  private async checklist(householdId: string): Promise<ChecklistView> {
    const items = (await this.entitlements.list(householdId)).map(viewEntitlement);
    const gate = await this.entitlements.gate(householdId);
    return { id: householdId, self: `/api/v1/households/${householdId}/entitlements`, items, next: null, gate };
  }
}
