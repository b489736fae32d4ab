import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  codesOf,
  householdStates,
  ledgerFields,
  type LedgerHouseholdView,
  type LedgerImport,
  type LedgerProblemView,
  Ledgers,
  type LedgerView,
  type NameWordsInput,
  type WordField,
} from '../../exchange/ledgers';
import { AppError, invalid } from '../../platform/errors';
import { formatDateTime, formatNumber, Texts } from '../../platform/i18n';
import { emptyForm, type FormModel, pageLocale, view, type View } from '../shell';

const LIST = '/console/ledgers';
const PREVIEW = 5;
/** Selects by the place of their column, from 0; what is left out is an empty text. */
export const ColumnsForm = z.strictObject({ columns: z.array(z.enum(ledgerFields).optional()).max(200).default([]) });
/** Codes by the place of the word in the list of unknown ones. */
export const WordsForm = z.strictObject({ codes: z.array(z.string().max(40).optional()).max(200).default([]) });
type Words = z.output<typeof NameWordsInput>['words'];

/** What the pages of ledgers show. */
@Injectable()
export class LedgerPageParts {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly texts: Texts,
  ) {}

  /** The way on, with the filters of the address. */
  ways(base: string, filters: Record<string, string | undefined>, next: string | null) {
    const kept = new URLSearchParams();
    for (const [key, value] of Object.entries(filters)) if (value) kept.set(key, value);
    const first = kept.size > 0 ? `${base}?${kept.toString()}` : base;
    if (next) kept.set('after', next);
    return { first, next: next && `${base}?${kept.toString()}` };
  }

  /** What was said of the words shown; empty ones stay unsaid. */
  wordsOf({ unknownWords }: LedgerImport, codes: ReadonlyArray<string | undefined>): Words {
    return unknownWords.flatMap(({ field, word }, at) => {
      const code = codes[at];
      return code ? [{ field, word, code }] : [];
    });
  }

  /** A refusal of the act, at the fields of the page. */
  async atTheirFields<T>(codes: ReadonlyArray<string | undefined>, act: () => Promise<T>): Promise<T> {
    const said = codes.flatMap((code, at) => (code ? [at] : []));
    return act().catch((error: unknown) => {
      if (!(error instanceof AppError) || !error.details.fields) throw error;
      const fields = error.details.fields.map((fault) => {
        const [, at] = /^words\.(\d+)\.code$/.exec(fault.field) ?? [];
        return at === undefined ? fault : { ...fault, field: `codes.${said[Number(at)] ?? 0}` };
      });
      throw invalid(fields);
    });
  }

  async columnsPage(row: LedgerImport, form: FormModel | null): Promise<View> {
    const fields = ledgerFields.map((value) => ({ value, text: this.t(`fields.${value}`) }));
    const lines = await this.ledgers.preview(row, PREVIEW);
    const guessed = Object.fromEntries(row.columns.map((field, at) => [`columns.${at}`, field ?? '']));
    const columns = row.headings.map((heading, at) => {
      const name = heading || this.t('columns.nameless');
      return { at, field: `columns.${at}`, label: this.t('columns.column', { at: at + 1, heading: name }) };
    });
    const headings = row.headings.map((text) => ({ text: text || this.t('columns.nameless') }));
    const rows = lines.map((cells) => row.headings.map((_, at) => ({ text: cells[at] ?? '' })));
    const several = row.sheets.length > 0;
    const model = { id: row.id, several, form: form ?? emptyForm(guessed), columns, fields, head: headings, rows };
    return view('console/administration/ledgers/columns', model, {
      title: 'ledgers.columns.title',
      breadcrumbs: this.trail(row),
    });
  }

  showPage(
    shown: LedgerView,
    problems: ReadonlyArray<{ code: string; refused: boolean; count: number }>,
    form: FormModel,
    moving: boolean,
    { receivers, given }: { receivers: ReadonlyArray<{ value: string; text: string }>; given: string | null },
  ): View {
    const { id, state, mine, counts, progress, erasedAt } = shown;
    const fallen = ['checking', 'writing', 'undoing'].includes(state) && !moving;
    const open = mine && erasedAt === null;
    const may = {
      confirm:
        open &&
        (counts.sound > 0 || counts.differs > 0) &&
        (state === 'checked' || state === 'stopped' || (fallen && state === 'writing')),
      undo: open && (state === 'written' || state === 'stopped' || (fallen && state !== 'checking')),
      discard: open && (state === 'checked' || state === 'failed' || (fallen && state === 'checking')),
      columns: open && (state === 'checked' || (fallen && state === 'checking')),
      workbook: open && problems.length > 0 && !moving,
      words: open && state === 'checked' && shown.unknownWords.length > 0,
    };
    const model = {
      ...{ ledger: shown, form, moving, fallen, may, receivers, resume: state !== 'checked' },
      given: given && this.texts.t(pageLocale(), 'ledger-choices.receiver.chosen', { name: given }),
      differs: mine && counts.differs > 0 && erasedAt === null,
      sheets: open && shown.sheets.length > 0 && state === 'checked',
      progress: progress && { ...progress, ofTotal: progress.total === null ? '…' : this.n(progress.total) },
      failure: shown.failure && this.texts.t(pageLocale(), `errors.${shown.failure}`),
      erased: erasedAt && this.t('show.erased', { at: formatDateTime(pageLocale(), erasedAt) }),
      figures: this.figures(shown),
      problems: problems.map(({ code, refused, count }) => ({
        ...{ href: `${LIST}/${id}/rows?code=${code}`, text: this.problem(code), count, refused },
      })),
      words: shown.unknownWords.map((word, at) => this.word(word, at)),
      written: counts.written > 0,
    };
    return view('console/administration/ledgers/show', model, {
      titleText: `${shown.number} ${shown.fileName}`,
      breadcrumbs: [{ href: LIST, key: 'ledgers.list.title' }],
    });
  }

  /** A workbook of several sheets: nothing else can be done before one is chosen. */
  sheetLink(shown: LedgerView, form: FormModel): View {
    const sheets = shown.sheets.map((value) => ({ value, text: value }));
    const at = `${LIST}/${shown.id}`;
    const model = { form, sheets, action: `${at}/sheet`, discard: `${at}/discard` };
    return view('console/administration/ledgers/sheet', model, {
      title: 'ledger-choices.sheet.title',
      breadcrumbs: [{ href: LIST, key: 'ledgers.list.title' }],
    });
  }

  async rowsPage(
    row: LedgerImport,
    items: readonly LedgerProblemView[],
    code: string | undefined,
    next: string | null,
  ): Promise<View> {
    const lines = await this.ledgers.linesOf(
      row,
      items.map(({ line }) => line),
    );
    const name = row.columns.indexOf('name');
    const rows = items.map(({ line, message }) => ({ line, message, name: lines.get(line)?.cells[name] ?? '' }));
    const model = { id: row.id, rows, chosen: code ? this.problem(code) : null };
    const ways = this.ways(`${LIST}/${row.id}/rows`, { code }, next);
    return view('console/administration/ledgers/rows', { ...model, ...ways }, { breadcrumbs: this.trail(row) });
  }

  householdsPage(
    row: LedgerImport,
    items: readonly LedgerHouseholdView[],
    state: LedgerHouseholdView['state'] | undefined,
    next: string | null,
  ): View {
    const base = `${LIST}/${row.id}/households`;
    const filters = [
      { text: this.t('households.all'), href: base, current: state === undefined },
      ...householdStates.map((one) => ({
        ...{ text: this.t(`households.states.${one}`), href: `${base}?state=${one}`, current: state === one },
      })),
    ];
    const model = { households: items, filters, ...this.ways(base, { state }, next) };
    return view('console/administration/ledgers/households', model, { breadcrumbs: this.trail(row) });
  }

  private figures({ id, mine, counts, formulaCount }: LedgerView) {
    const lists: Record<string, string> = {
      refusedRows: `${LIST}/${id}/rows`,
      // What a file says and a sheet otherwise is there for whoever uploaded it.
      ...(mine ? { differs: `${LIST}/${id}/differences` } : {}),
      written: `${LIST}/${id}/households`,
      undone: `${LIST}/${id}/households?state=undone`,
      left: `${LIST}/${id}/households?state=left`,
    };
    const figures = Object.entries({ ...counts, formulas: formulaCount }).filter(
      ([key, value]) => value > 0 || ['rows', 'refusedRows', 'sound'].includes(key),
    );
    return figures.map(([key, value]) => ({
      ...{ key: this.t(`counts.${key}`), value: this.n(value), action: this.t('rows.what') },
      href: value > 0 ? (lists[key] ?? null) : null,
    }));
  }

  private word({ field, word, count, proposed }: LedgerView['unknownWords'][number], at: number) {
    const label = this.t('show.word', { field: this.t(`fields.${field}`), word, count });
    const choices = field === 'region' ? [] : this.choices(field);
    return { field: `codes.${at}`, label, region: field === 'region', choices, proposed: proposed ?? '' };
  }

  private choices(field: WordField) {
    return codesOf(field).map((value) => ({ value, text: this.t(`codes.${field}.${value}`) }));
  }

  private problem(code: string): string {
    const own = `ledgers.names.${code}`;
    return this.texts.has(own) ? this.texts.t(pageLocale(), own) : code;
  }

  private trail(row: LedgerImport) {
    return [
      { href: LIST, key: 'ledgers.list.title' },
      { href: `${LIST}/${row.id}`, text: `${row.number} ${row.fileName}` },
    ];
  }

  private t(key: string, params: Record<string, string | number> = {}): string {
    return this.texts.t(pageLocale(), `ledgers.${key}`, params);
  }

  private n(value: number): string {
    return formatNumber(pageLocale(), value);
  }
}
