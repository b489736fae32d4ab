import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { formatDate, formatMoney, languageName, Texts } from '../../platform/i18n';
import { Regions } from '../../reference/regions';
import { Taxonomy } from '../../reference/taxonomy';
import { pageLocale } from '../shell';

export interface Choice {
  value: string;
  text: string;
}

/** One cell of the partial `table`. */
export interface Cell {
  text: string;
  href?: string;
  header?: boolean;
  numeric?: boolean;
  tag?: boolean;
  colour?: string;
}

const COLOURS: Record<string, string> = {
  applied: 'yellow',
  approved: 'green',
  refused: 'red',
  suspended: 'orange',
  listed: 'green',
  paused: 'orange',
  unmapped: 'yellow',
  draft: 'yellow',
  signed: 'green',
  open: 'green',
  reserved: 'blue',
  'approved-once': 'yellow',
  paid: 'green',
};

/** Texts, choices and cells of the pages of supply, in the reader's language. */
@Injectable()
export class SupplyWords {
  constructor(
    private readonly texts: Texts,
    private readonly taxonomy: Taxonomy,
    private readonly regions: Regions,
    private readonly transactions: Transactions,
  ) {}

  t(key: string, params: Record<string, string | number> = {}): string {
    return this.texts.t(pageLocale(), key, params);
  }

  /** @param prefix text key up to the last dot */
  items(prefix: string, values: readonly string[]): Choice[] {
    return values.map((value) => ({ value, text: this.t(prefix + value) }));
  }

  heads(prefix: string, names: readonly string[]): Array<{ text: string }> {
    return names.map((name) => ({ text: this.t(prefix + name) }));
  }

  state(prefix: string, state: string): Cell {
    return { text: this.t(prefix + state), tag: true, colour: COLOURS[state] ?? 'grey' };
  }

  money(fen: number): string {
    return formatMoney(pageLocale(), fen);
  }

  language(code: string): string {
    return languageName(this.texts, pageLocale(), code);
  }

  /** @param day a date or instant; null: a dash */
  date(day: string | Date | null): string {
    return day === null ? '—' : formatDate(pageLocale(), day);
  }

  /** The level-two codes of domain E. */
  codes(): Choice[] {
    return this.taxonomy.assignable().map(({ code }) => ({ value: code, text: this.code(code) }));
  }

  /** All codes, families first, for filters. */
  families(): Choice[] {
    return this.taxonomy.all().map(({ code }) => ({ value: code, text: this.code(code) }));
  }

  code(code: string | null): string {
    return code === null ? '—' : `${code} ${this.taxonomy.name(code, pageLocale())}`;
  }

  /** Townships and villages of the actor's district. */
  async areas(): Promise<Choice[]> {
    const [district] = this.transactions.actor.districtCodes;
    const county = district === undefined ? null : await this.regions.byCode(district).catch(() => null);
    if (!county) return [];
    const rows = await this.regions.descendants(county.id);
    const names = new Map(rows.map((row) => [row.id, row.name]));
    return rows
      .filter((row) => row.id !== county.id)
      .map((row) => ({ value: row.code, text: [names.get(row.parentId ?? 0), row.name].filter(Boolean).join(' · ') }));
  }

  async areaCode(regionId: number | null): Promise<string | null> {
    return regionId === null ? null : (await this.regions.byId(regionId)).code;
  }
}

/** Address of a list with other parameters; empty ones are left out. */
export function listAddress(path: string, parameters: Record<string, string | number | null | undefined>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = new URLSearchParams(Object.fromEntries(given.map(([name, value]) => [name, String(value)])));
  return search.size > 0 ? `${path}?${search.toString()}` : path;
}

/** The form's buttons of moves. */
export const movable = <M extends string>(moves: readonly M[], wanted: readonly M[]): M[] =>
  [...new Set(moves)].filter((move) => wanted.includes(move));
