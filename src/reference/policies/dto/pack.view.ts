import { z } from 'zod';
import { citationStatuses } from '../citations';
import { marks } from '../means-sections';
import { packRows, type PackRow, packSections } from '../pack-rows';
import type { PolicyPack } from '../policy-pack';
import type { LayeredRow, LayeredRows } from '../row-layers';

const counts = <K extends string>(keys: readonly K[]) =>
  z.object(Object.fromEntries(keys.map((key) => [key, z.int()])) as Record<K, z.ZodInt>);
const name = z.strictObject({ 'zh-CN': z.string(), en: z.string() });
const head = {
  id: z.string(),
  self: z.string(),
  code: z.string(),
  name,
  version: z.string(),
  /** The layers from the national defaults up. */
  heads: z.array(
    z.strictObject({
      code: z.string(),
      name,
      version: z.string(),
      from: z.iso.date(),
      until: z.iso.date().nullable(),
      /** Who put the version in force, and when (R2); null while no authority has. */
      approved: z.strictObject({ by: z.string(), on: z.iso.date() }).nullable(),
    }),
  ),
  /** Days on which the amounts of the pack hold; both null without amounts, the second also while they are open. */
  amountsFrom: z.iso.date().nullable(),
  amountsUntil: z.iso.date().nullable(),
  /** Amounts are stand-ins: no district can run on the pack before it has put in its own. */
  placeholder: z.boolean(),
  /** Whether the district of the reader runs on it. */
  current: z.boolean(),
  marks: counts([...marks, 'none']),
  citationStatuses: counts([...citationStatuses, 'none']),
};
const row = z.strictObject({
  section: z.enum(packSections),
  part: z.string(),
  /** Code of the layer that says it. */
  layer: z.string(),
  code: z.string(),
  zh: z.string().nullable(),
  en: z.string().nullable(),
  values: z.array(
    z.strictObject({
      key: z.string(),
      value: z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]),
      fen: z.boolean(),
    }),
  ),
  citation: z.string().nullable(),
  citationStatus: z.enum(citationStatuses).nullable(),
  mark: z.enum(marks).nullable(),
  placeholder: z.boolean(),
  from: z.iso.date().nullable(),
  until: z.iso.date().nullable(),
});

export const packsView = z.strictObject({ items: z.array(z.strictObject(head)), next: z.null() });
export const packView = z.strictObject({
  ...head,
  citations: z.array(
    z.strictObject({
      code: z.string(),
      text: z.string(),
      textEn: z.string(),
      status: z.enum(citationStatuses),
      /** The text that comes first where the two clash. */
      by: z.string().nullable(),
    }),
  ),
  rows: z.array(row),
  /** Rows of the layer below that the pack leaves out. */
  removed: z.array(row),
});
export type PackHeadView = z.infer<typeof packsView>['items'][number];
export type PackView = z.infer<typeof packView>;

export function viewPackHead(
  pack: PolicyPack,
  current: boolean,
  rows: readonly PackRow[] = packRows(pack),
): PackHeadView {
  const { name: names, code } = pack.heads.at(-1)!;
  const amounts = pack.rules.standards;
  const open = amounts.length === 0 || amounts.some(({ until }) => until === null);
  return {
    ...{ id: code, self: `/api/v1/policy-packs/${code}`, code, name: { 'zh-CN': names.zh, en: names.en } },
    version: pack.version,
    heads: pack.heads.map(({ code: layer, name: own, version, from, until, approved }) => ({
      ...{ code: layer, name: { 'zh-CN': own.zh, en: own.en }, version, from, until },
      approved: approved && { ...approved },
    })),
    amountsFrom: amounts.map(({ from }) => from).sort()[0] ?? null,
    amountsUntil: open
      ? null
      : (amounts
          .map(({ until }) => until ?? '')
          .sort()
          .at(-1) ?? null),
    placeholder: rows.some((one) => one.placeholder),
    current,
    marks: counted([...marks, 'none'], rows, ({ mark }) => mark),
    citationStatuses: counted([...citationStatuses, 'none'], rows, ({ citationStatus }) => citationStatus),
  };
}

/** The pack with every row, the layer it comes from and what the pack leaves out (R2). */
export function viewPack(pack: PolicyPack, current: boolean, { rows, removed }: LayeredRows): PackView {
  return {
    ...viewPackHead(pack, current, rows),
    citations: pack.citations.map((one) => ({ ...one, by: one.status === 'superseded' ? one.by : null })),
    rows: rows.map(viewRow),
    removed: removed.map(viewRow),
  };
}

const viewRow = (one: LayeredRow) => ({ ...one, values: [...one.values].map(copied) });

const copied = ({ key, value, fen }: PackRow['values'][number]) => ({
  ...{ key, fen },
  value: typeof value === 'object' ? [...value] : value,
});

function counted<K extends string>(
  keys: readonly K[],
  rows: readonly PackRow[],
  of: (row: PackRow) => string | null,
): Record<K, number> {
  const count = (key: K) => rows.filter((one) => (of(one) ?? 'none') === key).length;
  return Object.fromEntries(keys.map((key) => [key, count(key)])) as Record<K, number>;
}
