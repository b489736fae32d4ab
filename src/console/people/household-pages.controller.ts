import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { EmpowermentEntries } from '../../people/assessments';
import { Cases, CaseViews, OpenCaseFile } from '../../people/cases';
import { Consents } from '../../people/consents';
import { Households, HouseholdViews, revealFields, RevealField, RevealInput } from '../../people/households';
import { Regroupings } from '../../people/regroupings';
import type { Actor } from '../../platform/database';
import { formatList } from '../../platform/i18n';
import { WaitingLists } from '../../referral/waiting-list';
import { allows, CurrentActor, RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, pageLocale, redirect, ticked, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';
import { Choices } from './choices';
import { receiverText } from './consent-receiver';
import { householdParts } from './household-parts';

const id = z.uuid();
const OpenCaseForm = z.strictObject({ emergency: ticked });

/** One household file: who they are, who works with them, what they allow. */
@ApiExcludeController()
@Controller('console/households/:id')
export class HouseholdPages {
  constructor(
    private readonly forms: Forms,
    private readonly households: Households,
    private readonly views: HouseholdViews,
    private readonly cases: Cases,
    private readonly caseViews: CaseViews,
    private readonly openCase: OpenCaseFile,
    private readonly consents: Consents,
    private readonly regroupings: Regroupings,
    private readonly choices: Choices,
    private readonly empowerment: EmpowermentEntries,
    private readonly words: AssessmentWords,
    private readonly waiting: WaitingLists,
  ) {}

  @Get()
  @RequirePermission('households:read')
  file(@Param('id', { schema: id }) householdId: string, @CurrentActor() actor: Actor): Promise<View> {
    return this.page(householdId, actor, emptyForm());
  }

  @Post('cases')
  @RequirePermission('cases:move')
  open(@Param('id', { schema: id }) householdId: string, @Body() body: unknown, @CurrentActor() actor: Actor) {
    return this.forms.submit(body, OpenCaseForm, {
      act: (input) => this.openCase.execute(householdId, input),
      done: () => redirect(`/console/households/${householdId}`, { flash: { key: 'households.file.open-case-done' } }),
      again: (form) => this.page(householdId, actor, form),
    });
  }

  private async page(householdId: string, { roles, userId }: Actor, form: FormModel): Promise<View> {
    const household = await this.views.file(await this.households.open(householdId));
    const open = await this.cases.openCase(householdId);
    const shownCase = open && (await this.caseViews.one(open));
    const isMerged = household.state === 'merged';
    const model = {
      household,
      form,
      ...{ isMerged, successor: isMerged ? await this.regroupings.successor(householdId) : null },
      may: {
        // A file that has joined another is only read.
        write: allows(roles, 'households:write') && !isMerged,
        reveal: allows(roles, 'households:reveal'),
        handOver: shownCase?.moves.includes('suspend') ?? false,
        openCase: allows(roles, 'cases:move') && !isMerged,
        askApproval: allows(roles, 'households:reveal'),
        protect: open?.leadWorkerId === userId || roles.includes('centre-worker'),
        askConsent: allows(roles, 'consents:write') && !isMerged,
      },
      parts: householdParts(householdId, roles).map((part) => ({
        ...part,
        text: this.choices.text(`households.areas.${part.key}`),
      })),
      empowerment: allows(roles, 'assessments:read') ? await this.empowermentReasons(householdId) : [],
      waits: allows(roles, 'waiting-lists:read') ? await this.waiting.linesOf(householdId) : [],
      case: shownCase,
      handovers: open ? await this.caseViews.handovers(await this.cases.handoversOf(open.id)) : [],
      consents: (await this.consents.ofHousehold(householdId)).map((consent) => ({
        ...consent,
        receiver: receiverText(consent, (key) => this.choices.text(key)),
      })),
      languages: formatList(
        pageLocale(),
        household.languages.map((code) => this.choices.language(code)),
      ),
    };
    return view('console/people/household', model, { titleText: household.displayName });
  }

  /** Why an empowerment plan is proposed (R42), result by result; empty where none is. */
  private async empowermentReasons(householdId: string): Promise<Array<{ href: string; text: string }>> {
    const entries = await this.empowerment.of(householdId);
    if (entries.length === 0) return [];
    const names = await this.words.names(householdId);
    const level = (severity: number) => this.words.text(`assessments.severity.s${severity}`);
    return entries.map(({ assessmentId, instrument, memberId, severity, fromSeverity, completedAt }) => ({
      href: `/console/assessments/${assessmentId}`,
      text: this.words.text('empowerment.reason', {
        scale: this.words.scale(instrument),
        who: names.get(memberId ?? '') ?? this.words.text('needs.household-needs.whole-household'),
        ...{ level: level(severity), from: level(fromSeverity), date: this.words.date(completedAt) },
      }),
    }));
  }
}

/** A hidden value, shown for ten minutes for a reason (C3). */
@ApiExcludeController()
@Controller('console/households/:id/reveal')
export class RevealPages {
  constructor(
    private readonly forms: Forms,
    private readonly households: Households,
    private readonly views: HouseholdViews,
    private readonly revealing: RevealField,
    private readonly choices: Choices,
  ) {}

  @Get()
  @RequirePermission('households:reveal')
  ask(@Param('id', { schema: id }) householdId: string): Promise<View> {
    return this.page(householdId, emptyForm());
  }

  @Post()
  @RequirePermission('households:reveal')
  show(@Param('id', { schema: id }) householdId: string, @Body() body: unknown) {
    return this.forms.submit(body, RevealInput, {
      act: (input) => this.revealing.execute(householdId, input),
      done: ({ field, value, until }) =>
        view(
          'console/people/revealed',
          { id: householdId, field, value, until: new Date(until) },
          { title: 'households.reveal.title' },
        ),
      again: (form) => this.page(householdId, form),
    });
  }

  private async page(householdId: string, form: FormModel): Promise<View> {
    const household = await this.views.file(await this.households.open(householdId));
    const members = household.members.map((member) => ({
      value: member.id,
      text: member.name ?? this.choices.text(`households.relation.${member.relation}`),
    }));
    const fields = this.choices.of('households.reveal-field.', revealFields);
    return view('console/people/reveal', { household, form, members, fields }, { title: 'households.reveal.title' });
  }
}
