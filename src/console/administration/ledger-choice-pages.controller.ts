import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import {
  ChooseSheet,
  ChooseSheetInput,
  isTakeable,
  LedgerDifferenceQuery,
  LedgerDifferences,
  type LedgerDifferenceView,
  type LedgerField,
  ledgerFields,
  type LedgerImport,
  Ledgers,
} from '../../exchange/ledgers';
import { Texts } from '../../platform/i18n';
import { RequirePermission } from '../../trust/access';
import {
  emptyForm,
  type FormModel,
  Forms,
  oneOrMany,
  pageLocale,
  type Redirect,
  redirect,
  schemaInput,
  type View,
  view,
} from '../shell';

const id = z.uuid();
const LIST = '/console/ledgers';
const SHOWN = 30;
const cell = z.string().regex(/^\d{1,7}\/[A-Za-z]{1,40}$/);
const field = z.enum(ledgerFields);
/** Ticks of the cells that were shown; a button for one row comes with its line. */
const CellsForm = z.strictObject({
  cells: oneOrMany(cell).optional(),
  shown: oneOrMany(cell).optional(),
  line: z.coerce.number().int().positive().optional(),
  at: z.strictObject({ field: field.optional(), after: z.string().max(400).optional() }).optional(),
});
const ColumnForm = z.strictObject({ field: field.optional(), take: z.enum(['true', 'false']) });
/** Fields whose values are codes with words of their own. */
const CODED: readonly string[] = ['relation', 'sex', 'workCapacity', 'circle'];

/** What a person chooses of a ledger: the sheet, and which cells of files that are here it fills in (R26). */
@ApiExcludeController()
@Controller('console/ledgers/:id')
@RequirePermission('ledgers:write')
export class LedgerChoicePages {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly choosing: ChooseSheet,
    private readonly differences: LedgerDifferences,
    private readonly texts: Texts,
    private readonly forms: Forms,
  ) {}

  @Get('sheet')
  async sheet(@Param('id', { schema: id }) importId: string): Promise<View> {
    const row = await this.ledgers.get(importId);
    return this.sheetPage(row, emptyForm({ sheet: row.sheet }));
  }

  @Post('sheet')
  async choose(@Param('id', { schema: id }) importId: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.forms.submit(body, ChooseSheetInput, {
      act: (input) => this.choosing.execute(importId, input),
      done: (row) =>
        redirect(`${LIST}/${importId}`, {
          flash: { key: 'ledger-choices.sheet.chosen', params: { sheet: row.sheet, rows: row.rowCount } },
        }),
      again: async (form) => this.sheetPage(await this.ledgers.get(importId), form),
    });
  }

  @Get('differences')
  list(@Param('id', { schema: id }) importId: string, @Query() typed: Record<string, string>): Promise<View> {
    return this.page(importId, typed, emptyForm());
  }

  /** The cells of one page, each as it is ticked; or one whole row. */
  @Post('differences')
  async cells(@Param('id', { schema: id }) importId: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.forms.submit(body, CellsForm, {
      act: async ({ cells = [], shown = [], line, at }) => {
        if (line !== undefined) await this.differences.choose(importId, { take: true, line });
        else
          for (const one of shown) {
            const [of, name] = one.split('/') as [string, LedgerField];
            await this.differences.choose(importId, { take: cells.includes(one), line: Number(of), field: name });
          }
        return at ?? {};
      },
      done: (at) => this.back(importId, at),
      again: (form) => this.page(importId, {}, form),
    });
  }

  /** A whole column, or all cells. */
  @Post('take-over')
  async column(@Param('id', { schema: id }) importId: string, @Body() body: unknown): Promise<Redirect | View> {
    return this.forms.submit(body, ColumnForm, {
      act: ({ field: name, take }) => this.differences.choose(importId, { take: take === 'true', field: name }),
      done: () => this.back(importId, {}),
      again: (form) => this.page(importId, {}, form),
    });
  }

  private back(importId: string, at: { field?: string | undefined; after?: string | undefined }): Redirect {
    const query = new URLSearchParams(Object.entries(at).filter(([, value]) => value) as Array<[string, string]>);
    const address = `${LIST}/${importId}/differences${query.size > 0 ? `?${query.toString()}` : ''}`;
    return redirect(address, { flash: { key: 'ledger-choices.differences.kept' } });
  }

  private sheetPage(row: LedgerImport, form: FormModel): View {
    const sheets = row.sheets.map((value) => ({ value, text: value }));
    const model = { form, sheets, action: `${LIST}/${row.id}/sheet`, discard: `${LIST}/${row.id}/discard` };
    return view('console/administration/ledgers/sheet', model, {
      title: 'ledger-choices.sheet.title',
      breadcrumbs: this.trail(row),
    });
  }

  private async page(importId: string, typed: Record<string, string>, form: FormModel): Promise<View> {
    const row = await this.ledgers.get(importId);
    const parsed = LedgerDifferenceQuery.safeParse(schemaInput({ ...typed, limit: String(SHOWN) }));
    const query = parsed.success ? parsed.data : LedgerDifferenceQuery.parse({ limit: SHOWN });
    const { items, next } = await this.differences.page(importId, query);
    const fields = await this.differences.fields(importId);
    const base = `${LIST}/${importId}/differences`;
    const first = query.field ? `${base}?field=${query.field}` : base;
    const lines = [...new Set(items.map(({ line }) => line))];
    const open = ['checked', 'stopped'].includes(row.state) && row.erasedAt === null;
    const model = {
      ...{ form, open, base, first, action: `${LIST}/${importId}/take-over`, back: `${LIST}/${importId}` },
      at: { ...(query.field && { field: query.field }), ...(query.after && { after: query.after }) },
      next: next && `${first}${query.field ? '&' : '?'}after=${encodeURIComponent(next)}`,
      columns: fields.map(({ field: name, count, chosen }) => ({
        ...{ field: name, href: `${base}?field=${name}`, count, chosen, takeable: open && isTakeable(name) },
        text: this.texts.t(pageLocale(), `ledgers.fields.${name}`),
      })),
      rows: lines.map((line) =>
        this.row(
          line,
          items.filter((item) => item.line === line),
          open,
        ),
      ),
    };
    return view('console/administration/ledgers/differences', model, {
      title: 'ledger-choices.differences.title',
      breadcrumbs: this.trail(row),
    });
  }

  private row(line: number, items: readonly LedgerDifferenceView[], open: boolean) {
    const [{ name, number, householdId } = { name: '', number: null, householdId: null }] = items;
    return {
      ...{ line, name, called: number, href: householdId && `/console/households/${householdId}` },
      choosable: open && items.some(({ takeable, state }) => takeable && (state === 'ours' || state === 'chosen')),
      cells: items.map((item) => ({
        ...{ id: `cell-${line}-${item.field}`, value: `${line}/${item.field}`, chosen: item.state === 'chosen' },
        ours: item.takeable || item.ours !== null ? this.value(item.field, item.ours) : this.t('differences.see-file'),
        ...{ theirs: this.value(item.field, item.theirs) },
        field: this.texts.t(pageLocale(), `ledgers.fields.${item.field}`),
        choosable: open && item.takeable && (item.state === 'ours' || item.state === 'chosen'),
        stands: item.state === 'ours' ? null : this.t(`differences.${item.state}`),
        why: item.code && this.why(item.code),
      })),
    };
  }

  private value(of: LedgerField, value: string | null): string {
    if (value === null || value === '') return this.t('differences.empty');
    const key = `ledgers.codes.${of}.${value}`;
    return CODED.includes(of) && this.texts.has(key) ? this.texts.t(pageLocale(), key) : value;
  }

  private why(code: string): string {
    const key = `errors.${code}`;
    return this.texts.has(key) ? this.texts.t(pageLocale(), key) : code;
  }

  private trail(row: LedgerImport) {
    return [
      { href: LIST, key: 'ledgers.list.title' },
      { href: `${LIST}/${row.id}`, text: `${row.number} ${row.fileName}` },
    ];
  }

  private t(key: string): string {
    return this.texts.t(pageLocale(), `ledger-choices.${key}`);
  }
}
