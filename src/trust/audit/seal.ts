import { createHash } from 'node:crypto';

/** A row as it is sealed: SHA-256 over its columns as text, without the transaction number, which stands beside it. */
export interface SealedRow {
  id: Buffer;
  xid: string;
  digest: Buffer;
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
const DIGEST_BYTES = 32;
const LEAF_BYTES = ID_BYTES + 8;

const digest = (content: Buffer) => createHash('sha256').update(content).digest();
const idText = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Unpacks the rows of one transaction: id and digest, one behind the other. */
export function sealedRows(xid: string, packed: Buffer): SealedRow[] {
  const rows: SealedRow[] = [];
  for (let at = 0; at < packed.length; at += ID_BYTES + DIGEST_BYTES) {
    const digestAt = at + ID_BYTES;
    rows.push({ id: packed.subarray(at, digestAt), xid, digest: packed.subarray(digestAt, digestAt + DIGEST_BYTES) });
  }
  return rows;
}

/** Root and leaves of rows in (xid, id) order. */
export function sealRows(rows: readonly SealedRow[]): { root: Buffer; leaves: Buffer } {
  const root = createHash('sha256');
  const leaves = Buffer.alloc(rows.length * LEAF_BYTES);
  rows.forEach((row, place) => {
    const at = place * LEAF_BYTES;
    row.id.copy(leaves, at);
    row.digest.copy(leaves, at + ID_BYTES, 0, LEAF_BYTES - ID_BYTES);
    root.update(row.id).update(row.xid).update(row.digest);
  });
  return { root: root.digest(), leaves };
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
  const present = sealRows(rows);
  if (present.root.equals(seal.root) && present.leaves.equals(seal.leaves)) return undefined;
  return firstDifference(seal.leaves, rows);
}

function firstDifference(leaves: Buffer, rows: readonly SealedRow[]): RowFinding {
  const sealed = new Map<string, Buffer>();
  for (let at = 0; at < leaves.length; at += LEAF_BYTES) {
    const leaf = leaves.subarray(at, at + LEAF_BYTES);
    sealed.set(idText(leaf.subarray(0, ID_BYTES)), leaf.subarray(ID_BYTES));
  }
  const present = new Set(rows.map((row) => idText(row.id)));
  for (const row of rows) {
    const rowId = idText(row.id);
    const leaf = sealed.get(rowId);
    if (!leaf) return { kind: 'inserted-late', rowId };
    if (!leaf.equals(row.digest.subarray(0, LEAF_BYTES - ID_BYTES))) return { kind: 'edited', rowId };
  }
  const order = [...sealed.keys()];
  const lost = order.find((id) => !present.has(id));
  if (lost) return { kind: 'deleted', rowId: lost };
  const moved = rows.find((row, at) => idText(row.id) !== order[at]) ?? rows[0];
  return { kind: 'swapped', rowId: moved ? idText(moved.id) : '' };
}
