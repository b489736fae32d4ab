import { createHash } from 'node:crypto';

/** A row as it is hashed: its columns as text, without the transaction number, which the order stands for. */
export interface SealedRow {
  id: string;
  xid: string;
  content: string;
}

/** One row of `audit_seals`; 64-bit numbers as text, as the driver gives them. */
export interface Seal {
  number: string;
  epoch: number;
  from_xid: string;
  to_xid: string;
  row_count: number;
  leaves: Buffer;
  root: Buffer;
  previous_hash: Buffer;
  hash: Buffer;
}

/** What the first seal names as the one before it. */
export const NO_SEAL = Buffer.alloc(32);
const ID_BYTES = 16;
const LEAF_BYTES = ID_BYTES + 8;

const digest = (content: string | Buffer) => createHash('sha256').update(content).digest();
const idBytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex');
const idText = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Root and leaves of rows in (xid, id) order. */
export function sealRows(rows: readonly SealedRow[]): { root: Buffer; leaves: Buffer } {
  const root = createHash('sha256');
  const leaves: Buffer[] = [];
  for (const row of rows) {
    const hash = digest(row.content);
    root.update(idBytes(row.id)).update(row.xid).update(hash);
    leaves.push(idBytes(row.id), hash.subarray(0, 8));
  }
  return { root: root.digest(), leaves: Buffer.concat(leaves) };
}

/** Binds a seal to its range, its rows and the seal before it. */
export function sealHash(seal: Omit<Seal, 'hash'>): Buffer {
  const numbers = [seal.number, seal.epoch, seal.from_xid, seal.to_xid, seal.row_count].join('|');
  return digest(Buffer.concat([Buffer.from(numbers), seal.root, digest(seal.leaves), seal.previous_hash]));
}

export interface RowFinding {
  kind: 'edited' | 'deleted' | 'inserted-late' | 'swapped';
  rowId: string;
}

/** The first row that is not as it was sealed; undefined when all are. */
export function firstBadRow(seal: Pick<Seal, 'leaves' | 'root'>, rows: readonly SealedRow[]): RowFinding | undefined {
  const sealed = new Map<string, Buffer>();
  for (let at = 0; at < seal.leaves.length; at += LEAF_BYTES) {
    const leaf = seal.leaves.subarray(at, at + LEAF_BYTES);
    sealed.set(idText(leaf.subarray(0, ID_BYTES)), leaf.subarray(ID_BYTES));
  }
  const present = new Set(rows.map((row) => row.id));
  for (const row of rows) {
    const leaf = sealed.get(row.id);
    if (!leaf) return { kind: 'inserted-late', rowId: row.id };
    if (!leaf.equals(digest(row.content).subarray(0, 8))) return { kind: 'edited', rowId: row.id };
  }
  const lost = [...sealed.keys()].find((id) => !present.has(id));
  if (lost) return { kind: 'deleted', rowId: lost };
  if (sealRows(rows).root.equals(seal.root)) return undefined;
  const order = [...sealed.keys()];
  const moved = rows.find((row, at) => row.id !== order[at]) ?? rows[0];
  return { kind: 'swapped', rowId: moved?.id ?? '' };
}
