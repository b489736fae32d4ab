import { createHash } from 'node:crypto';
import { firstBadRow, NO_SEAL, type Seal, type SealedRow, sealHash, sealRows } from './seal';

const id = (last: number) => `019aa000-0000-7000-8000-00000000000${last}`;
const row = (last: number, xid = '10', content = `row ${last}`): SealedRow => ({
  ...{ id: Buffer.from(id(last).replaceAll('-', ''), 'hex'), xid },
  digest: createHash('sha256').update(content).digest(),
});

describe('seal', () => {
  const rows = [row(1), row(2), row(3, '11')];
  const seal = sealRows(rows);

  it('finds nothing when nothing changed', () => {
    expect(firstBadRow(seal, rows)).toBeUndefined();
    expect(firstBadRow(sealRows([]), [])).toBeUndefined();
  });

  it.each([
    ['edited', [row(1), row(2, '10', 'other'), row(3, '11')], 2],
    ['deleted', [row(1), row(3, '11')], 2],
    ['inserted-late', [row(1), row(2), row(4), row(3, '11')], 4],
    ['swapped', [row(1), row(3, '10'), row(2, '11')], 3],
    ['swapped', [row(1), row(2), row(3, '12')], 1],
  ] as const)('finds a row %s', (kind, present, bad) => {
    expect(firstBadRow(seal, present)).toEqual({ kind, rowId: id(bad) });
  });

  it('binds every part of a seal into its hash', () => {
    const open: Omit<Seal, 'hash'> = {
      number: '1',
      epoch: 1,
      from_xid: '0',
      to_xid: '12',
      row_count: 3,
      ...seal,
      previous_hash: NO_SEAL,
    };
    const changes: Array<Partial<Seal>> = [
      { number: '2' },
      { epoch: 2 },
      { from_xid: '1' },
      { to_xid: '13' },
      { row_count: 2 },
      { root: Buffer.alloc(32) },
      { leaves: Buffer.alloc(24) },
      { previous_hash: Buffer.alloc(32, 1) },
    ];
    const hashes = new Set(
      [open, ...changes.map((change) => ({ ...open, ...change }))].map((s) => sealHash(s).toString('hex')),
    );
    expect(hashes.size).toBe(changes.length + 1);
  });
});
