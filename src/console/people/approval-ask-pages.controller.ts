import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import type { Actor } from '../../platform/database';
import { CurrentActor, RequirePermission } from '../../trust/access';
import { approvalKinds, AskApproval, AskApprovalInput, askableGroups } from '../../trust/approvals';
import { emptyForm, type FormModel, Forms, oneOrMany, redirect, view, type View } from '../shell';
import { Choices } from './choices';

const AskForm = AskApprovalInput.extend({ fieldGroups: oneOrMany(z.enum(askableGroups)) });
/** What a link to the form may fill in: the kind and the number of a file, never an identity number. */
const Prepared = z.object({
  kind: z.enum(approvalKinds).optional().catch(undefined),
  household: z
    .string()
    .regex(/^H-\d{4}-\d{6,}$/)
    .optional()
    .catch(undefined),
});

/** Asks for access to a file or to a group of its fields (C1, C3, R88). */
@ApiExcludeController()
@Controller('console/approvals/new')
@RequirePermission('approvals:ask')
export class ApprovalAskPages {
  constructor(
    private readonly forms: Forms,
    private readonly asking: AskApproval,
    private readonly choices: Choices,
  ) {}

  @Get()
  blank(@Query() typed: unknown, @CurrentActor() actor: Actor): View {
    const { kind, household } = Prepared.parse(typed);
    const kinds = kindsOf(actor);
    const values = { kind: kind ?? kinds[0], ...(household && { householdKey: household }) };
    return this.page(emptyForm(values), actor);
  }

  @Post()
  ask(@Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, AskForm, {
      act: (input) => this.asking.execute(input),
      done: ({ id }) => redirect(`/console/approvals/${id}`, { flash: { key: 'approvals.done.asked' } }),
      again: (form) => this.page(form, actor),
    });
  }

  private page(form: FormModel, actor: Actor): View {
    const kinds = kindsOf(actor);
    const model = {
      form,
      kinds: kinds.map((value) => ({
        value,
        text: this.choices.text(`approvals.kind.${value}`),
        hint: this.choices.text(`approvals.kind-hint.${value}`),
      })),
      groups: this.choices.of('approvals.group.', askableGroups),
      document: kinds.includes('numbered-request'),
    };
    return view('console/people/approvals/new', model, { title: 'approvals.new.title' });
  }
}

/** The kinds of request that the table C3 has for the role. */
function kindsOf({ roles }: Actor): Array<(typeof approvalKinds)[number]> {
  const works = roles.some((role) => role.endsWith('-worker') || role === 'officer');
  const kinds: Array<(typeof approvalKinds)[number]> = works ? ['break-glass', 'field-group'] : [];
  return roles.includes('supervisor') ? [...kinds, 'numbered-request'] : kinds;
}
