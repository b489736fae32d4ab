import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { consentModes, ConsentSittings, CreateSitting, HoldSitting, ReceiptQuery } from '../../people/consents';
import { Households } from '../../people/households';
import { invalid } from '../../platform/errors';
import type { Locale } from '../../platform/i18n';
import { CurrentActor, RequirePermission } from '../../trust/access';
import type { Actor } from '../../platform/database';
import { Audit } from '../../trust/audit';
import {
  CurrentLocale,
  emptyForm,
  type FormModel,
  Forms,
  oneOrMany,
  redirect,
  ticked,
  view,
  type View,
} from '../shell';
import { Choices } from './choices';
import { GroundWords } from './ground-words';
import { SittingSheets } from './sitting-sheets';

const id = z.uuid();
const giver = {
  ...CreateSitting.omit({ lines: true, answer: true }).shape,
  guardianInformed: ticked,
  kept: oneOrMany(z.string().max(40)),
};
const says = z.enum(['given', 'struck', 'not-asked']);
const NewForm = z.strictObject({
  ...giver,
  answer: CreateSitting.shape.answer,
  until: z.iso.date().optional(),
  aboutMemberId: z.uuid().optional(),
  lines: z.record(z.string().max(40), says).default({}),
});
const AnswerForm = z.strictObject({ ...giver, lines: z.record(z.uuid(), z.enum(['given', 'struck'])).default({}) });

/** One sitting, one sheet at the console (R98): made for a tablet that both look at; works without script. */
@ApiExcludeController()
@Controller('console')
export class SittingPages {
  constructor(
    private readonly forms: Forms,
    private readonly sittings: ConsentSittings,
    private readonly holding: HoldSitting,
    private readonly households: Households,
    private readonly sheets: SittingSheets,
    private readonly grounds: GroundWords,
    private readonly choices: Choices,
    private readonly audit: Audit,
  ) {}

  @Get('households/:id/consent-sittings/new')
  @RequirePermission('consents:write')
  async blank(@Param('id', { schema: id }) householdId: string, @CurrentLocale() locale: Locale): Promise<View> {
    const household = await this.households.open(householdId);
    const preset = this.sheets.preset(household, locale);
    const kept = preset.flatMap(({ line }) => line.items);
    // No line is answered beforehand: silence is no consent (PIPL 14).
    return this.newPage(householdId, emptyForm({ mode: 'self', answer: 'now', kept }), locale);
  }

  @Post('households/:id/consent-sittings/new')
  @RequirePermission('consents:write')
  save(@Param('id', { schema: id }) householdId: string, @Body() body: unknown, @CurrentLocale() locale: Locale) {
    return this.forms.submit(body, NewForm, {
      act: async ({ lines: said, kept, until, aboutMemberId, ...input }) => {
        const household = await this.households.open(householdId);
        const lines = this.sheets.preset(household, locale).flatMap(({ code, line }) => {
          const decision = said[code] ?? 'not-asked';
          if (decision === 'not-asked') return [];
          const struckItems = line.items.filter((item) => !kept.includes(item));
          const left = struckItems.length < line.items.length;
          return [{ ...line, until, aboutMemberId, struckItems, decision: left ? decision : ('struck' as const) }];
        });
        return this.holding.execute(householdId, { ...input, lines });
      },
      done: ({ sitting }) => redirect(`/console/consent-sittings/${sitting.id}`, { flash: { key: 'sittings.saved' } }),
      again: (form) => this.newPage(householdId, form, locale),
    });
  }

  @Get('consent-sittings/:id')
  @RequirePermission('consents:read')
  one(
    @Param('id', { schema: id }) sittingId: string,
    @CurrentLocale() locale: Locale,
    @CurrentActor() actor: Actor,
  ): Promise<View> {
    return this.page(sittingId, emptyForm({ mode: 'self' }), { locale, actor });
  }

  @Post('consent-sittings/:id/answer')
  @RequirePermission('consents:write')
  answer(
    @Param('id', { schema: id }) sittingId: string,
    @Body() body: unknown,
    @CurrentLocale() locale: Locale,
    @CurrentActor() actor: Actor,
  ) {
    return this.forms.submit(body, AnswerForm, {
      act: async ({ lines: said, kept, ...input }) => {
        const { lines } = await this.sittings.get(sittingId);
        const silent = lines.filter(({ id: line, state }) => state === 'asked' && said[line] === undefined);
        if (silent.length > 0)
          throw invalid(silent.map((line) => ({ field: `lines.${line.id}`, code: 'consent-line-unanswered' })));
        const struckItems = [...new Set(lines.flatMap(({ items }) => items))].filter((item) => !kept.includes(item));
        const struck = Object.keys(said).filter((line) => said[line] === 'struck');
        return this.holding.answer(sittingId, { ...input, struck, struckItems });
      },
      done: () => redirect(`/console/consent-sittings/${sittingId}`, { flash: { key: 'sittings.saved' } }),
      again: (form) => this.page(sittingId, form, { locale, actor }),
    });
  }

  /** Says whether the digest on a paper is the one on file; a digest tells nothing about anybody. */
  @Get('consent-sittings/:id/check')
  @RequirePermission('consents:read')
  async check(
    @Param('id', { schema: id }) sittingId: string,
    @Query({ schema: z.strictObject({ digest: z.string().max(200).optional() }) }) asked: { digest?: string },
  ): Promise<View> {
    const { digest, intact } = await this.sittings.receipt(sittingId);
    const typed = ReceiptQuery.safeParse({ digest: asked.digest?.replace(/\s/g, '') || undefined });
    const given = asked.digest !== undefined && asked.digest.trim() !== '';
    const right = typed.success && typed.data.digest === digest;
    const result = !given ? null : right ? (intact ? 'right' : 'bent') : 'wrong';
    const form = emptyForm({ digest: asked.digest ?? '' });
    return view('console/people/sitting-check', { id: sittingId, form, result }, { title: 'sittings.check.title' });
  }

  /** The sheet in large type before the answer, the receipt after it. */
  @Get('consent-sittings/:id/print')
  @RequirePermission('households:print')
  async print(@Param('id', { schema: id }) sittingId: string, @CurrentLocale() locale: Locale): Promise<View> {
    const sheet = await this.sittings.get(sittingId);
    const { householdId, answeredAt, receiptDigest, textVersion } = sheet.sitting;
    const { number } = await this.households.open(householdId);
    const subject = { subjectType: 'consent-sitting', subjectId: sittingId, householdId };
    await this.audit.read({ action: 'consent.printed', ...subject });
    const lines = await this.sheets.lines(sheet, locale);
    const byLaw = await this.grounds.onPaper(householdId, locale);
    const model = { number, lines, answeredAt, byLaw, digest: receiptDigest, textVersion };
    const heading = receiptDigest === null ? 'sittings.print.sheet' : 'sittings.print.receipt';
    return view('print/sitting', model, { title: heading, layout: 'print/layout' });
  }

  private async newPage(householdId: string, form: FormModel, locale: Locale): Promise<View> {
    const household = await this.households.open(householdId);
    const preset = this.sheets.preset(household, locale);
    const model = {
      ...(await this.giverModel(householdId, locale)),
      household: { id: household.id, name: household.displayName },
      form,
      lines: preset.map(({ code, text, items }) => ({ name: `lines.${code}`, text, items })),
      says: this.choices.of('sittings.says.', says.options),
      answers: this.choices.of('sittings.answer.', ['now', 'later']),
      items: this.sheets.items(
        household,
        preset.flatMap(({ line }) => line.items),
        locale,
      ),
    };
    return view('console/people/sitting-new', model, { title: 'sittings.new.title' });
  }

  private async page(
    sittingId: string,
    form: FormModel,
    { locale, actor }: { locale: Locale; actor: Actor },
  ): Promise<View> {
    const sheet = await this.sittings.get(sittingId);
    const { householdId, answeredAt, receiptDigest, districtCode } = sheet.sitting;
    await this.households.open(householdId);
    const open = sheet.lines.filter(({ state }) => state === 'asked');
    const kept = open.flatMap(({ items }) => items);
    const worker = actor.roles.some((role) => role.endsWith('-worker'));
    const model = {
      ...(await this.giverModel(householdId, locale)),
      household: { id: householdId, name: (await this.households.namesOf([householdId])).get(householdId) },
      ...{ id: sittingId, answeredAt, digest: receiptDigest, open: open.length > 0 && worker },
      form: { ...form, values: { kept, ...form.values } },
      lines: (await this.sheets.lines(sheet, locale)).map((line) => ({ ...line, name: `lines.${line.id}` })),
      says: this.choices.of('sittings.says.', ['given', 'struck']),
      items: this.sheets.items({ districtCode }, kept, locale),
    };
    return view('console/people/sitting', model, { title: 'sittings.one.title' });
  }

  private async giverModel(householdId: string, locale: Locale) {
    const members = await this.sheets.members(householdId);
    return { members, proofs: this.sheets.proofKinds(locale), modes: this.choices.of('consents.mode.', consentModes) };
  }
}
