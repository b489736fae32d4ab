import type { Need } from './need.entity';
import { Needs } from './needs.service';
import type { NeedsStore } from './needs.store';
import type { MoveNeed } from './use-cases/move-need.use-case';

const need = (id: string, state: Need['state'], replacedBy: string | null = null) =>
  ({ id, state, replacedBy }) as unknown as Need;

/** Needs as they are read, and as they are once the lock is got. */
function service(read: readonly Need[], locked: readonly Need[]) {
  const moved: string[] = [];
  const of = (rows: readonly Need[]) => (id: string) => Promise.resolve(rows.find((row) => row.id === id)!);
  const store = { get: of(read), lock: of(locked) } as unknown as NeedsStore;
  const moves = { execute: ({ id }: Need, move: string) => Promise.resolve(moved.push(`${id} ${move}`)) };
  return { needs: new Needs(store, moves as unknown as MoveNeed), moved };
}

describe('a mark on a need', () => {
  it('goes on to the version that replaced the need while its lock was waited for', async () => {
    const [older, newer] = [need('n1', 'closed', 'n2'), need('n2', 'confirmed')];
    const { needs, moved } = service([need('n1', 'confirmed'), newer], [older, newer]);
    await needs.markPlanned('n1');
    expect(moved).toEqual(['n2 plan']);
  });

  it('is not made twice where somebody else was first', async () => {
    const { needs, moved } = service([need('n1', 'confirmed')], [need('n1', 'planned')]);
    await needs.markPlanned('n1');
    expect(moved).toEqual([]);
  });
});
