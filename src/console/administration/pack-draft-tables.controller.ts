import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { invalid, notFound } from '../../platform/errors';
import { Clock } from '../../platform/time';
import {
  ChangePackDraft,
  leavesOf,
  type PackChange,
  type PackDraft,
  PackDrafts,
  type PackTable,
  Policies,
  type RowLeaf,
  rowLike,
} from '../../reference/policies';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, view, type View } from '../shell';
import { PackDraftWords } from './pack-draft-words';

const id = z.uuid();
const LIST = '/console/pack-drafts';
const citation = z
  .string()
  .regex(/^[A-Z]+ ?\d+( [A-Z]+ ?\d+)*$/)
  .optional();
const reason = z.string().min(2).max(500);
const AddForm = z
  .object({
    like: z.string().max(200),
    code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'pack-row-code'),
    ...{ from: z.iso.date(), citation, reason },
  })
  .catchall(z.unknown());
const RemoveForm = z.strictObject({ row: z.string().max(200), from: z.iso.date(), citation, reason });
/** A dot would nest the fields of a form. */
const fieldOf = (way: string) => `v/${way.replaceAll('.', '/')}`;

/** Rows of the tables of a draft: added like one that is there, or removed, each with its reason and its day (R2). */
@ApiExcludeController()
@Controller('console/pack-drafts/:id/sections/:section')
@RequirePermission('packs:draft')
export class PackDraftTablesPages {
  constructor(
    private readonly drafts: PackDrafts,
    private readonly policies: Policies,
    private readonly changing: ChangePackDraft,
    private readonly words: PackDraftWords,
    private readonly forms: Forms,
    private readonly clock: Clock,
  ) {}

  @Get('rows/new')
  async newRow(
    @Param('id', { schema: id }) draftId: string,
    @Param('section') section: string,
    @Query() typed: Record<string, string>,
  ): Promise<View> {
    const draft = await this.drafts.get(draftId);
    const { like } = typed;
    return this.addPage(draft, section, emptyForm({ ...(like && { like }), from: this.clock.today() }), like);
  }

  @Post('rows')
  async add(@Param('id', { schema: id }) draftId: string, @Param('section') section: string, @Body() body: unknown) {
    const draft = await this.drafts.get(draftId);
    return this.forms.submit(body, AddForm, {
      act: ({ like, code, from, citation: cited, reason: why, ...typed }, { version }) => {
        const { table, row, leaves } = this.chosen(draft, section, like);
        const values = new Map(leaves.map((leaf) => [leaf.way, valueOf(leaf, typed[fieldOf(leaf.way)])]));
        const path = `${table.path}.${code}`;
        const change = { path, row: rowLike(row, code, values) as PackChange['row'], from, reason: why };
        const fields = new Map(leaves.map(({ way }) => [`${path}.${way}`, fieldOf(way)]));
        return this.keep(draft, { ...change, ...(cited !== undefined && { citation: cited }) }, version, fields);
      },
      done: () => redirect(`${LIST}/${draftId}`, { flash: { key: 'pack-draft-tables.add.added' } }),
      again: (form) => this.addPage(draft, section, form, String(form.values['like'] ?? '')),
    });
  }

  @Get('removal')
  async removal(@Param('id', { schema: id }) draftId: string, @Param('section') section: string): Promise<View> {
    return this.removePage(await this.drafts.get(draftId), section, emptyForm({ from: this.clock.today() }));
  }

  @Post('removal')
  async remove(@Param('id', { schema: id }) draftId: string, @Param('section') section: string, @Body() body: unknown) {
    const draft = await this.drafts.get(draftId);
    return this.forms.submit(body, RemoveForm, {
      act: ({ row: path, from, citation: cited, reason: why }, { version }) => {
        this.chosen(draft, section, path);
        const change: PackChange = { path, removed: true, from, reason: why };
        const fields = new Map([[path, 'row']]);
        return this.keep(draft, { ...change, ...(cited !== undefined && { citation: cited }) }, version, fields);
      },
      done: () => redirect(`${LIST}/${draftId}`, { flash: { key: 'pack-draft-tables.remove.removed' } }),
      again: (form) => this.removePage(draft, section, form),
    });
  }

  private async keep(
    draft: PackDraft,
    change: PackChange,
    version: number | null,
    fields: ReadonlyMap<string, string>,
  ): Promise<PackDraft> {
    try {
      return await this.changing.execute(draft.id, version ?? draft.version, { changes: [...draft.changes, change] });
    } catch (error) {
      throw this.words.refused(error, this.policies.pack(draft.baseCode), fields);
    }
  }

  /** As they are once all changes of the draft have begun. @throws AppError 404 a section without tables */
  private tables(draft: PackDraft, section: string): PackTable[] {
    const begins = draft.changes.map(({ from }) => from);
    const day = [this.clock.today(), ...begins].sort().at(-1)!;
    const tables = this.drafts.tables(draft, day).filter((table) => table.section === section);
    if (tables.length === 0) throw notFound('pack-not-found');
    return tables;
  }

  /** @throws AppError 404; 422 where it is no row of the section */
  private chosen(draft: PackDraft, section: string, path: string) {
    for (const table of this.tables(draft, section))
      for (const { name, row } of table.rows)
        if (`${table.path}.${name}` === path) return { table, row, leaves: leavesOf(row, table.path) };
    throw invalid([{ field: 'row', code: 'pack-row-unknown', params: { section, row: path } }]);
  }

  private choices(draft: PackDraft, section: string) {
    const base = this.policies.pack(draft.baseCode);
    return this.tables(draft, section).flatMap(({ path, rows }) =>
      rows.map(({ name, row }) => ({
        ...{ value: `${path}.${name}`, text: this.words.ownName(row) ?? this.words.row(base, section, name) },
      })),
    );
  }

  private addPage(draft: PackDraft, section: string, form: FormModel, like: string | undefined): View {
    const rows = this.choices(draft, section);
    const known = rows.find(({ value }) => value === like);
    const { row, leaves } = known ? this.chosen(draft, section, known.value) : { row: {}, leaves: [] };
    const fresh = Object.fromEntries(leaves.map((leaf) => [fieldOf(leaf.way), typedOf(leaf)]));
    const called = { ...fresh, [fieldOf('zh')]: '', [fieldOf('en')]: '' };
    const yes = ['true', 'false'].map((value) => ({
      ...{ value, text: this.words.t(`pack-draft-tables.add.flag-${value === 'true' ? 'yes' : 'no'}`) },
    }));
    const address = `${LIST}/${draft.id}/sections/${section}`;
    const model = {
      ...{ version: draft.version, rows, yes, address, like: known?.value ?? null },
      form: { ...form, values: { ...called, ...form.values } },
      likeText: known?.text,
      names: ['zh', 'en'].flatMap((key) =>
        key in row ? [{ field: fieldOf(key), label: this.words.t(`pack-draft-tables.add.${key}`) }] : [],
      ),
      leaves: leaves
        .filter(({ way }) => way !== 'zh' && way !== 'en')
        .map(({ way, kind }) => ({ field: fieldOf(way), label: this.words.way(way), flag: kind === 'flag' })),
    };
    return view('console/administration/pack-drafts/add-row', model, {
      title: 'pack-draft-tables.add.title',
      breadcrumbs: this.trail(draft, section),
    });
  }

  private removePage(draft: PackDraft, section: string, form: FormModel): View {
    const address = `${LIST}/${draft.id}/sections/${section}`;
    const model = { form, version: draft.version, rows: this.choices(draft, section), address };
    return view('console/administration/pack-drafts/remove-row', model, {
      title: 'pack-draft-tables.remove.title',
      breadcrumbs: this.trail(draft, section),
    });
  }

  private trail({ id: draftId, name }: PackDraft, section: string) {
    return [
      { href: LIST, key: 'pack-drafts.list.title' },
      { href: `${LIST}/${draftId}`, text: name },
      { href: `${LIST}/${draftId}/sections/${section}`, text: this.words.section(section) },
    ];
  }
}

function typedOf({ kind, value }: RowLeaf): string {
  if (value === null) return '';
  if (kind === 'fen') return (Number(value) / 100).toFixed(2);
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** @throws AppError 422 words for a number */
function valueOf({ way, kind, value }: RowLeaf, typed: unknown): RowLeaf['value'] {
  if (typeof typed !== 'string' || typed === '') return null;
  const number = (text: string) => {
    if (!/^\d{1,10}(\.\d{1,6})?$/.test(text)) throw invalid([{ field: fieldOf(way), code: 'pack-number' }]);
    return Number(text);
  };
  if (kind === 'fen') return Math.round(number(typed) * 100);
  if (kind === 'number') return number(typed);
  if (kind === 'flag') return typed === 'true';
  if (kind !== 'list') return typed;
  const parts = typed.split(/[,，、]/).flatMap((part) => part.trim() || []);
  return Array.isArray(value) && value.some((one) => typeof one === 'number') ? parts.map(number) : parts;
}
