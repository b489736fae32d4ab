import { packRows, type PackRow } from './pack-rows';
import type { PolicyPack } from './policy-pack';

/** A row with the layer that says it: the lowest from which on it is the same. */
export type LayeredRow = PackRow & { layer: string };

export interface LayeredRows {
  rows: LayeredRow[];
  /** Rows of the layer below that the uppermost leaves out. */
  removed: LayeredRow[];
}

/**
 * Every row of a pack with the layer it comes from (R2).
 * @param under the pack that one extends; null for the national defaults
 */
export function layeredRows(pack: PolicyPack, under: (pack: PolicyPack) => PolicyPack | null): LayeredRows {
  const own = pack.heads.at(-1)!.code;
  const base = under(pack);
  const below = base ? layeredRows(base, under).rows : [];
  const known = new Map(below.map((row) => [sayingOf(row), row.layer]));
  const rows = packRows(pack).map((row) => ({ ...row, layer: known.get(sayingOf(row)) ?? own }));
  const there = new Set(rows.map(placeOf));
  return { rows, removed: below.filter((row) => !there.has(placeOf(row))) };
}

/** What a row says and on which text; how far that text is certain is the pack's to say. */
const sayingOf = ({ section, part, code, zh, en, values, citation, mark, placeholder, from, until }: PackRow) =>
  JSON.stringify([section, part, code, zh, en, values, citation, mark, placeholder, from, until]);
const placeOf = ({ section, part, code }: PackRow) => `${section} ${part} ${code}`;
