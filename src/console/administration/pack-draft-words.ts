import { Injectable } from '@nestjs/common';
import { AppError, type FieldError } from '../../platform/errors';
import { formatMoney, Texts, type TextParams } from '../../platform/i18n';
import {
  leavesOf,
  type PackCell,
  type PackChange,
  packCells,
  packRows,
  packTables,
  type PolicyPack,
  type RowLeaf,
} from '../../reference/policies';
import { pageLocale } from '../shell';
import { PackWords } from './pack-words';

/** A change as a page tells it. */
export interface ShownChange {
  path: string;
  from: string;
  what: string;
  /** A row that is added or removed; null for a number. */
  kind: string | null;
  value: string;
  reason: string;
  citation: string | null;
}

/** What the numbers of a pack are called in a form, and what is wrong with them, in the reader's words. */
@Injectable()
export class PackDraftWords {
  constructor(
    private readonly texts: Texts,
    private readonly words: PackWords,
  ) {}

  t(key: string, params: TextParams = {}): string {
    return this.texts.t(pageLocale(), key, params);
  }

  section(section: string): string {
    return this.texts.has(`packs.section.${section}`) ? this.t(`packs.section.${section}`) : section;
  }

  /** The row that a number stands in, by the pack's own name where it has one. */
  row(pack: PolicyPack, section: string, code: string): string {
    const row = packRows(pack).find((one) => one.section === section && one.code === code);
    return row ? this.words.name(row, pageLocale()) : this.section(code);
  }

  key(key: string): string {
    return this.texts.has(`pack-drafts.key.${key}`) ? this.t(`pack-drafts.key.${key}`) : key;
  }

  /** Money in yuan, as it is typed. */
  typed({ kind, value }: Pick<PackCell, 'kind' | 'value'>): string {
    if (value === null) return '';
    return kind === 'fen' && typeof value === 'number' ? (value / 100).toFixed(2) : String(value);
  }

  changes(pack: PolicyPack, changes: readonly PackChange[]): ShownChange[] {
    return changes.map(({ path, value, row, from, reason, citation = null }) => {
      if (value === undefined) return { ...{ path, from, reason, citation }, ...this.ofRow(pack, path, row) };
      const cell = packCells(pack.rules, from).find((one) => one.path === path);
      const named = cell && [this.section(cell.section), this.row(pack, cell.section, cell.row), this.key(cell.key)];
      const shown =
        cell?.kind === 'fen' && typeof value === 'number' ? formatMoney(pageLocale(), value) : String(value);
      return { ...{ path, from, reason, citation, kind: null, value: shown }, what: named ? named.join(' · ') : path };
    });
  }

  /** The name that a row gives itself in the reader's language. */
  ownName(row: Readonly<Record<string, unknown>>): string | null {
    const name = row[pageLocale() === 'en' ? 'en' : 'zh'];
    return typeof name === 'string' ? name : null;
  }

  /** What a field of a row is called, with the way to it. */
  way(way: string): string {
    return way
      .split('.')
      .filter((key) => key !== 'who' && key !== 'any')
      .map((key) => (/^\d+$/.test(key) ? String(Number(key) + 1) : this.key(key)))
      .join(' · ');
  }

  private ofRow(pack: PolicyPack, path: string, row: PackChange['row']): Pick<ShownChange, 'what' | 'kind' | 'value'> {
    const [part = '', ...ways] = path.split('.');
    const name = ways.at(-1) ?? part;
    const section = packTables(pack.rules, '9999-12-31').find((table) => path.startsWith(`${table.path}.`))?.section;
    const of = section ?? part;
    const called = (row && this.ownName(row)) ?? this.row(pack, of, name);
    const kind = this.t(`pack-draft-tables.show.${row ? 'added' : 'removed'}`);
    const table = path.split('.').slice(0, -1).join('.');
    const said = (row ? leavesOf(row, table) : []).filter(({ way }) => way !== 'zh' && way !== 'en');
    const value = said.map((leaf) =>
      this.t('pack-draft-tables.show.was', { what: this.way(leaf.way), value: this.saying(leaf) }),
    );
    return { what: `${this.section(of)} · ${called}`, kind, value: value.join(' · ') };
  }

  private saying({ kind, value }: RowLeaf): string {
    if (kind === 'fen' && typeof value === 'number') return formatMoney(pageLocale(), value);
    if (kind === 'flag') return this.t(`pack-draft-tables.add.flag-${value ? 'yes' : 'no'}`);
    return Array.isArray(value) ? value.join(', ') : String(value ?? '');
  }

  /**
   * A refusal of the pack's checks with the names of section and row, each at the field that it is about.
   * @param fields name of the form's field by the way through the pack
   */
  refused(error: unknown, pack: PolicyPack, fields: ReadonlyMap<string, string>): unknown {
    if (!(error instanceof AppError) || error.code !== 'pack-check') return error;
    const named = (error.details.fields ?? []).map((problem): FieldError => {
      const { section, row } = problem.params ?? {};
      const near = [...fields].find(([path]) => path === problem.field || path.startsWith(`${problem.field}.`));
      const params = {
        ...problem.params,
        ...(section !== undefined && { section: this.section(String(section)) }),
        ...(section !== undefined && row !== undefined && { row: this.row(pack, String(section), String(row)) }),
      };
      return { ...problem, field: near?.[1] ?? '', params };
    });
    return new AppError(error.code, error.status, { ...error.details, fields: named });
  }
}
