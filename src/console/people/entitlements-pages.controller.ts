import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import {
  type ChecklistEntry,
  Entitlements,
  type PolicyGate,
  PrepareChecklist,
  SetEntitlementState,
  settableStates,
  waiveEntitlementInput,
} from '../../people/entitlements';
import { Households } from '../../people/households';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, oneOrMany, redirect, view } from '../shell';
import { AssessmentWords } from './assessments-words';

const id = z.uuid();
const bulkForm = z.strictObject({
  lines: oneOrMany(z.uuid()).refine((lines) => lines.length > 0, { error: 'entitlement-nothing-chosen' }),
  state: z.enum(settableStates),
  appliedOn: z.iso.date().optional(),
  documentNumber: z.string().max(60).optional(),
  grantedFrom: z.iso.date().optional(),
  reason: z.string().max(500).optional(),
});
const waiveForm = waiveEntitlementInput.extend({ line: z.uuid() });
const COLOURS: Record<string, string> = {
  granted: 'green',
  applied: 'blue',
  'eligible-not-applied': 'yellow',
  refused: 'red',
};

/** The policy-first checklist of a household on one page (R7). */
@ApiExcludeController()
@Controller('console/households/:id/entitlements')
export class EntitlementsPages {
  constructor(
    private readonly entitlements: Entitlements,
    private readonly prepareChecklist: PrepareChecklist,
    private readonly setState: SetEntitlementState,
    private readonly households: Households,
    private readonly forms: Forms,
    private readonly words: AssessmentWords,
  ) {}

  @Get()
  @RequirePermission('entitlements:read')
  show(@Param('id', { schema: id }) householdId: string, @CurrentActor() actor: Actor) {
    return this.page(householdId, actor, emptyForm({ state: 'applied' }));
  }

  @Post()
  @RequirePermission('entitlements:write')
  set(@Param('id', { schema: id }) householdId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    return this.forms.submit(body, bulkForm, {
      act: async ({ lines, ...change }) => {
        for (const line of lines) await this.setState.execute(line, null, change);
      },
      done: () => this.back(householdId, 'saved'),
      again: (form) => this.page(householdId, actor, form),
    });
  }

  @Post('prepare')
  @RequirePermission('entitlements:write')
  async prepare(@Param('id', { schema: id }) householdId: string) {
    await this.prepareChecklist.execute(householdId);
    return this.back(householdId, 'prepared');
  }

  @Post('waive')
  @RequirePermission('entitlements:waive')
  waive(@Param('id', { schema: id }) householdId: string, @CurrentActor() actor: Actor, @Body() body: unknown) {
    return this.forms.submit(body, waiveForm, {
      act: ({ line, reason }) => this.setState.waive(line, reason),
      done: () => this.back(householdId, 'waived'),
      again: (form) => this.page(householdId, actor, form),
    });
  }

  private back(householdId: string, told: 'saved' | 'prepared' | 'waived') {
    const flash = { key: `entitlements.household-entitlements.${told}` };
    return redirect(`/console/households/${householdId}/entitlements`, { flash });
  }

  private async page(householdId: string, actor: Actor, form: FormModel) {
    const household = await this.households.open(householdId);
    const entries = await this.entitlements.list(householdId);
    const names = await this.words.names(householdId);
    const owners = [null, ...names.keys()];
    const groups = owners.flatMap((owner) => {
      const lines = entries.filter(({ row }) => row.memberId === owner).map((entry) => this.line(entry));
      const title =
        owner === null ? this.words.text('entitlements.household-entitlements.household') : names.get(owner);
      return lines.length > 0 ? [{ title: title ?? '', lines }] : [];
    });
    const gate = await this.entitlements.gate(householdId);
    const open = entries.filter(
      ({ row, applicable }) => applicable && ['eligible-not-applied', 'applied'].includes(row.state),
    );
    const model = {
      ...{ id: householdId, form, groups, gate: gateNotice(gate), classUnknown: gate.householdClass === null },
      states: this.words.choices('entitlements.state.', settableStates),
      mayWrite: allows(actor.roles, 'entitlements:write'),
      officer: actor.roles.includes('officer'),
      mayWaive: allows(actor.roles, 'entitlements:waive') && open.length > 0,
      waivable: open.map((entry) => {
        const who = names.get(entry.row.memberId ?? '');
        return { value: entry.row.id, text: [this.words.of(entry.catalogue), who].filter(Boolean).join(' · ') };
      }),
    };
    const options = { breadcrumbs: this.words.trail(household) };
    return view('console/people/entitlements/household-entitlements', model, options);
  }

  private line({ row, catalogue, applicable }: ChecklistEntry) {
    return {
      ...{ id: row.id, state: row.state, applicable, department: catalogue.department, reason: row.reason },
      name: this.words.of(catalogue),
      colour: COLOURS[row.state] ?? 'grey',
      appliedOn: row.appliedOn,
      documentNumber: row.documentNumber,
      reported: row.state === 'granted' && row.documentNumber === null,
    };
  }
}

/** Which sentence says how the gate stands, and for how many lines. */
function gateNotice({ open, bypassed, blocking, warnings }: PolicyGate): { key: string; count: number; calm: boolean } {
  const key = !open ? 'gate-closed' : bypassed ? 'gate-bypassed' : warnings.length > 0 ? 'gate-warn' : 'gate-open';
  return { key, count: blocking.length + warnings.length, calm: key === 'gate-open' };
}
