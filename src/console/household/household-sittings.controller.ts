import { Body, Controller, Get, Param, Post, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { ConsentSittings, HoldSitting, type SittingSheet } from '../../people/consents';
import { conflict } from '../../platform/errors';
import type { Locale } from '../../platform/i18n';
import { RequirePermission } from '../../trust/access';
import { GroundWords, SittingSheets } from '../people';
import {
  CurrentLocale,
  emptyForm,
  type FormModel,
  Forms,
  oneOrMany,
  type Redirect,
  redirect,
  type View,
  view,
} from '../shell';
import { HouseholdErrorsFilter } from './household-errors.filter';
import { HouseholdHelp } from './household-help';
import { ShutWhileBarred } from './shut-while-barred';

const id = z.uuid();
const codes = oneOrMany(z.string().max(40));
const Answer = z.strictObject({ answer: z.enum(['agree', 'refuse']), lines: codes, told: codes });

/** One sheet with several lines on the household's own page, and the receipt that it keeps (R98). */
@ApiExcludeController()
@Controller('h')
@RequirePermission('household-page:use')
@UseFilters(HouseholdErrorsFilter)
@UseInterceptors(ShutWhileBarred)
export class HouseholdSittingsController {
  constructor(
    private readonly sittings: ConsentSittings,
    private readonly holding: HoldSitting,
    private readonly sheets: SittingSheets,
    private readonly grounds: GroundWords,
    private readonly help: HouseholdHelp,
    private readonly forms: Forms,
  ) {}

  @Get('sittings/:id')
  async sheet(@Param('id', { schema: id }) sittingId: string, @CurrentLocale() locale: Locale): Promise<View> {
    const sheet = await this.open(sittingId);
    const told = sheet.lines.flatMap(({ items }) => items);
    return this.page(sheet, locale, emptyForm({ lines: sheet.lines.map((line) => line.id), told }));
  }

  @Post('sittings/:id')
  async answer(
    @Param('id', { schema: id }) sittingId: string,
    @Body() body: unknown,
    @CurrentLocale() locale: Locale,
  ): Promise<View | Redirect> {
    const sheet = await this.open(sittingId);
    return this.forms.submit(body, Answer, {
      act: async ({ answer, lines, told }) => {
        const agreed = answer === 'agree' ? lines : [];
        const struck = sheet.lines.map((line) => line.id).filter((line) => !agreed.includes(line));
        const items = [...new Set(sheet.lines.flatMap((line) => line.items))];
        const struckItems = answer === 'agree' ? items.filter((item) => !told.includes(item)) : [];
        await this.holding.answer(sittingId, { mode: 'self', guardianInformed: false, struck, struckItems });
      },
      done: () => redirect(`/h/receipts/${sittingId}`, { flash: { key: 'sittings.saved' } }),
      again: (form) => this.page(sheet, locale, form),
    });
  }

  @Get('receipts/:id')
  async receipt(@Param('id', { schema: id }) sittingId: string, @CurrentLocale() locale: Locale): Promise<View> {
    const { help } = await this.help.own();
    const receipt = await this.sittings.receipt(sittingId);
    const { answeredAt, textVersion } = receipt.sitting;
    const lines = await this.sheets.lines(receipt, locale);
    const byLaw = await this.grounds.onPaper(receipt.sitting.householdId, locale);
    const model = { lines, answeredAt, textVersion, byLaw, digest: receipt.digest, help };
    return view('household/receipt', model, { title: 'sittings.print.receipt' });
  }

  /** The lines that still wait. @throws AppError 409 when none does, or when it is not for this page */
  private async open(sittingId: string): Promise<SittingSheet> {
    const { sitting, lines } = await this.sittings.get(sittingId);
    const open = lines.filter(({ state }) => state === 'asked');
    if (open.length === 0) throw conflict('household-answered-before');
    return { sitting, lines: open };
  }

  private async page(sheet: SittingSheet, locale: Locale, form: FormModel): Promise<View> {
    const { help } = await this.help.own();
    const items = sheet.lines.flatMap((line) => line.items);
    const model = {
      ...{ id: sheet.sitting.id, form, help },
      until: sheet.lines[0]?.validUntil ?? null,
      lines: (await this.sheets.lines(sheet, locale)).map((line) => ({
        value: line.id,
        text: `${line.text} · ${line.receiver}`,
        hint: line.items.join(' · '),
      })),
      items: this.sheets.items(sheet.sitting, items, locale),
    };
    return view('household/sitting', model, { title: 'household.consent.title' });
  }
}
