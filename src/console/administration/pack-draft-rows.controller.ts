import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { invalid, notFound } from '../../platform/errors';
import { Clock } from '../../platform/time';
import {
  ChangePackDraft,
  type PackCell,
  type PackChange,
  type PackDraft,
  PackDrafts,
  Policies,
} from '../../reference/policies';
import { RequirePermission } from '../../trust/access';
import { emptyForm, type FormModel, Forms, redirect, view } from '../shell';
import { PackDraftWords } from './pack-draft-words';

const id = z.uuid();
const LIST = '/console/pack-drafts';
const RowsForm = z
  .object({
    from: z.iso.date(),
    citation: z
      .string()
      .regex(/^[A-Z]+ ?\d+( [A-Z]+ ?\d+)*$/)
      .optional(),
    reason: z.string().min(2).max(500),
  })
  .catchall(z.unknown());
/** A dot would nest the fields of a form. */
const fieldOf = (path: string) => `n/${path.replaceAll('.', '/')}`;

/** The numbers of one section of a draft, all in one form, with one reason and one day (R2). */
@ApiExcludeController()
@Controller('console/pack-drafts')
@RequirePermission('packs:draft')
export class PackDraftRowsPages {
  constructor(
    private readonly drafts: PackDrafts,
    private readonly policies: Policies,
    private readonly changing: ChangePackDraft,
    private readonly words: PackDraftWords,
    private readonly forms: Forms,
    private readonly clock: Clock,
  ) {}

  @Get(':id/sections/:section')
  async rows(@Param('id', { schema: id }) draftId: string, @Param('section') section: string) {
    const draft = await this.drafts.get(draftId);
    const values = this.cells(draft, section).map((cell) => [fieldOf(cell.path), this.words.typed(cell)]);
    return this.page(draft, section, emptyForm({ ...Object.fromEntries(values), from: this.clock.today() }));
  }

  @Post(':id/sections/:section')
  async save(@Param('id', { schema: id }) draftId: string, @Param('section') section: string, @Body() body: unknown) {
    const draft = await this.drafts.get(draftId);
    const cells = this.cells(draft, section);
    return this.forms.submit(body, RowsForm, {
      act: async ({ from, citation, reason, ...typed }, { version }) => {
        const about = { from, reason, ...(citation !== undefined && { citation }) };
        const made = this.changed(cells, typed).map((change): PackChange => ({ ...change, ...about }));
        const stands = ({ path, from: day }: PackChange) => !made.some((one) => one.path === path && one.from === day);
        const changes = [...draft.changes.filter(stands), ...made];
        try {
          return await this.changing.execute(draftId, version ?? draft.version, { changes });
        } catch (error) {
          const fields = new Map(cells.map(({ path }) => [path, fieldOf(path)]));
          throw this.words.refused(error, this.policies.pack(draft.baseCode), fields);
        }
      },
      done: () => redirect(`${LIST}/${draftId}`, { flash: { key: 'pack-drafts.show.changed' } }),
      again: (form) => this.page(draft, section, form),
    });
  }

  /** As they are once all changes of the draft have begun. @throws AppError 404 a section without numbers */
  private cells(draft: PackDraft, section: string): PackCell[] {
    const cells = this.drafts.cells(draft, this.lastDay(draft)).filter((cell) => cell.section === section);
    if (cells.length === 0) throw notFound('pack-not-found');
    return cells;
  }

  private lastDay({ changes }: PackDraft): string {
    return [this.clock.today(), ...changes.map(({ from }) => from)].sort().at(-1)!;
  }

  /** What is typed otherwise than it stands. @throws AppError 422 words for a number, or nothing changed at all */
  private changed(
    cells: readonly PackCell[],
    typed: Record<string, unknown>,
  ): Array<Required<Pick<PackChange, 'path' | 'value'>>> {
    const changes = cells.flatMap((cell) => {
      const value = typed[fieldOf(cell.path)];
      if (typeof value !== 'string' || value === this.words.typed(cell)) return [];
      return [{ path: cell.path, value: valueOf(cell, value) }];
    });
    if (changes.length === 0) throw invalid([{ field: '', code: 'pack-nothing-changed' }]);
    return changes;
  }

  private page(draft: PackDraft, section: string, form: FormModel) {
    const cells = this.cells(draft, section);
    const pack = this.drafts.packOf(draft, this.lastDay(draft));
    const rows = [...new Set(cells.map(({ row }) => row))].map((row) => ({
      name: this.words.row(pack, section, row),
      cells: cells
        .filter((cell) => cell.row === row)
        .map(({ path, key }) => ({ field: fieldOf(path), label: this.words.key(key) })),
    }));
    const { id: draftId, version, name } = draft;
    const tables = this.drafts.tables(draft, this.clock.today()).some((table) => table.section === section);
    const model = { id: draftId, version, form, rows, tables, action: `${LIST}/${draftId}/sections/${section}` };
    return view('console/administration/pack-drafts/rows', model, {
      titleText: this.words.section(section),
      breadcrumbs: [
        { href: LIST, key: 'pack-drafts.list.title' },
        { href: `${LIST}/${draftId}`, text: name },
      ],
    });
  }
}

function valueOf({ path, kind }: PackCell, typed: string): number | string {
  if (kind === 'formula' || kind === 'day') return typed;
  if (!/^\d{1,10}(\.\d{1,6})?$/.test(typed)) throw invalid([{ field: fieldOf(path), code: 'pack-number' }]);
  return kind === 'fen' ? Math.round(Number(typed) * 100) : Number(typed);
}
