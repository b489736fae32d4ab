import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Clock } from '../../platform/time';
import {
  AskDepartments,
  AskDepartmentsInput,
  CheckAuthorisations,
  checkPurposes,
  CheckQuery,
  Checks,
  DepartmentWays,
} from '../../people/checks';
import { AskConsent, consentModes, CreateConsent, proofKinds } from '../../people/consents';
import { Households } from '../../people/households';
import { Policies } from '../../reference/policies';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, oneOrMany, redirect, ticked, view, type View } from '../shell';
import { AssessmentWords } from './assessments-words';
import { CheckRows } from './check-rows';

const id = z.uuid();
/** How many departments the page has seen the end of. */
const Seen = z.object({ seen: z.coerce.number().int().min(0).default(0) });
const GROUPS = ['identity', 'economy', 'health'] as const;
const AskForm = AskDepartmentsInput.pick({ purpose: true }).extend({ departments: oneOrMany(z.string().max(40)) });
/** On paper lines are crossed out; on the form the ticked ones stay. */
const SignForm = CreateConsent.pick({
  mode: true,
  givenByName: true,
  until: true,
  proofKind: true,
  proof: true,
}).extend({
  memberId: z.uuid(),
  kept: oneOrMany(z.enum(GROUPS)),
  guardianInformed: ticked,
});

/** Who has signed, what the departments are asked, and what they say while it comes (R93, B16). */
@ApiExcludeController()
@Controller('console')
export class CheckPages {
  constructor(
    private readonly forms: Forms,
    private readonly checks: Checks,
    private readonly asking: AskDepartments,
    private readonly authorisations: CheckAuthorisations,
    private readonly signing: AskConsent,
    private readonly households: Households,
    private readonly ways: DepartmentWays,
    private readonly policies: Policies,
    private readonly words: AssessmentWords,
    private readonly rows: CheckRows,
    private readonly clock: Clock,
  ) {}

  @Get('households/:id/verifications')
  @RequirePermission('checks:read')
  list(@Param('id', { schema: id }) householdId: string): Promise<View> {
    return this.page(householdId, emptyForm({ purpose: 'application', kept: GROUPS, mode: 'self' }));
  }

  @Post('households/:id/verifications')
  @RequirePermission('checks:ask')
  ask(@Param('id', { schema: id }) householdId: string, @Body() body: unknown) {
    return this.forms.submit(body, AskForm, {
      act: ({ purpose, departments }) =>
        this.asking.execute(householdId, { purpose, ...(departments.length > 0 ? { departments } : {}) }),
      done: (request) => redirect(`/console/verifications/${request.id}`, { flash: { key: 'checks.ask.done' } }),
      again: (form) => this.page(householdId, form),
    });
  }

  @Post('households/:id/verifications/sign')
  @RequirePermission('consents:write')
  sign(@Param('id', { schema: id }) householdId: string, @Body() body: unknown) {
    return this.forms.submit(body, SignForm, {
      act: ({ memberId, kept, ...giver }) =>
        this.signing.execute(householdId, {
          ...{
            scope: 'policy-check',
            receiverKind: 'department',
            receiverName: this.words.text('checks.sign.receiver'),
          },
          ...{ ...giver, items: [...GROUPS], struckItems: GROUPS.filter((group) => !kept.includes(group)) },
          ...{ aboutMemberId: memberId, decision: 'given' },
          // A guardian or a mandate may be somebody outside the household.
          ...(giver.mode === 'guardian' || giver.mode === 'proxy' ? {} : { givenByMemberId: memberId }),
        }),
      done: () => redirect(`/console/households/${householdId}/verifications`, { flash: { key: 'checks.sign.done' } }),
      again: (form) => this.page(householdId, form),
    });
  }

  /** The form that is signed on paper, with the items that it covers (B16). */
  @Get('households/:id/verifications/form')
  @RequirePermission('households:print')
  async form(@Param('id', { schema: id }) householdId: string): Promise<View> {
    const { number, districtCode } = await this.households.open(householdId);
    const pack = this.policies.current(districtCode);
    const { departments, catalogue } = pack.rules.checks;
    const model = {
      ...{ number, months: pack.rules.consentMonths, people: [...(await this.words.names(householdId)).values()] },
      departments: departments.map((department) => ({
        name: this.words.of(department),
        items: catalogue.filter((item) => item.department === department.code).map((item) => this.words.of(item)),
      })),
    };
    return view('print/check-authorisation', model, { title: 'checks.form.title', layout: 'print/layout' });
  }

  /** Asked every second while somebody waits; it has the answers loaded when there are new ones. */
  @Get('verifications/:id/progress')
  @RequirePermission('checks:read')
  async progress(
    @Param('id', { schema: id }) requestId: string,
    @Query({ schema: Seen }) { seen }: z.output<typeof Seen>,
  ): Promise<View> {
    const { departments: of, answered, silent, finishedAt } = await this.checks.progress(requestId);
    const finished = finishedAt !== null;
    const news = finished || answered + silent !== seen;
    const model = { id: requestId, answered, of, seen, finished, news };
    return view('console/people/checks/progress', model, { title: 'checks.one.title' });
  }

  @Get('verifications/:id')
  @RequirePermission('checks:read')
  async one(@Param('id', { schema: id }) requestId: string): Promise<View> {
    const check = await this.checks.open(requestId);
    const file = (await this.households.labelsOf([check.householdId])).get(check.householdId)!;
    const { districtCode } = file;
    const household = { id: check.householdId, displayName: file.displayName };
    const names = await this.words.names(check.householdId);
    const at = { today: this.clock.today(), now: this.clock.now() };
    const all = this.rows.tiles(check, districtCode, names, at);
    const [tiles, files] = [all.filter(({ byFile }) => !byFile), all.filter(({ byFile }) => byFile)];
    const online = check.calls.filter(({ way }) => way === 'service');
    const model = {
      ...{ id: check.id, householdId: check.householdId, requestedAt: check.requestedAt, withheld: check.withheld },
      finished: check.finishedAt !== null,
      purpose: this.words.text(`checks.purpose.${check.purpose}`),
      ...{ tiles, files, of: tiles.length, simulated: tiles.some((tile) => tile.simulated) },
      seen: online.filter(({ state }) => state !== 'waiting' && state !== 'sent').length,
      answered: online.filter(({ state }) => state === 'answered' || state === 'late').length,
      heard: check.calls.some(({ state, answered }) => state === 'answered' || state === 'late' || answered > 0),
      mismatches: check.mismatches.map((row) => this.rows.mismatch(row, districtCode)),
    };
    return view('console/people/checks/check', model, {
      title: 'checks.one.title',
      breadcrumbs: [
        ...this.words.trail(household),
        { href: `/console/households/${household.id}/verifications`, key: 'checks.list.title' },
      ],
    });
  }

  private async page(householdId: string, form: FormModel): Promise<View> {
    const household = await this.households.open(householdId);
    const { departments } = this.policies.current(household.districtCode).rules.checks;
    const names = await this.words.names(householdId);
    const ways = await this.ways.byFile(household.districtCode);
    const { items } = await this.checks.ofHousehold(householdId, CheckQuery.parse({}));
    const people = (await this.authorisations.of(householdId)).map(({ member, authorisation }) => ({
      name: names.get(member.id) ?? '',
      allowed: authorisation.allowed,
      until: authorisation.allowed ? authorisation.until : null,
      groups: authorisation.allowed
        ? authorisation.groups.map((group) => this.words.text(`checks.group.${group}`))
        : [],
      reason: authorisation.allowed ? '' : this.words.text(`checks.reason.${authorisation.reason}`),
      on: authorisation.allowed ? null : authorisation.on,
    }));
    const model = {
      ...{ id: householdId, form, people },
      checks: items.map(
        ({ id: checkId, requestedAt, purpose, departments: of, answered, missing, byFile, finishedAt }) => ({
          ...{ id: checkId, requestedAt, of, answered, finished: finishedAt !== null },
          purpose: this.words.text(`checks.purpose.${purpose}`),
          missing: missing.map((code) => this.rows.department(household.districtCode, code)),
          byFile: byFile.map((code) => this.rows.department(household.districtCode, code)),
        }),
      ),
      departments: departments.map((one) => ({
        ...{ value: one.code, text: this.words.of(one) },
        ...(ways.has(one.code) && { hint: this.words.text('department-files.ways.file') }),
      })),
      purposes: this.words.choices('checks.purpose.', checkPurposes),
      members: await this.words.people(householdId),
      groups: this.words.choices('checks.group.', GROUPS),
      modes: this.words.choices('consents.mode.', consentModes),
      proofs: this.words.choices('sittings.proof.', proofKinds),
    };
    return view('console/people/checks/household-checks', model, {
      title: 'checks.list.title',
      breadcrumbs: this.words.trail(household),
    });
  }
}
