import type { Clock } from '../../../platform/time';
import type { Taxonomy } from '../../../reference/taxonomy';
import type { Need } from '../need.entity';
import type { NeedsStore } from '../needs.store';
import type { AddVersion } from './add-version.use-case';
import type { MoveNeed } from './move-need.use-case';
import { WithdrawResult } from './withdraw-result.use-case';

const RESULT = 'a1';

/** Tells what becomes of needs that only one result speaks for, once it counts no more. */
async function withdrawn(...needs: Array<Partial<Need>>): Promise<string[]> {
  const moved: string[] = [];
  const rows = needs.map((one) => ({
    ...{ severity: 2, everyDays: null, assessed: true, assessmentIds: [RESULT], state: 'found' },
    evidence: [{ kind: 'assessment', assessmentId: RESULT, instrument: 'S09', severity: 2, items: [], at: '2026' }],
    ...one,
  })) as unknown as Need[];
  const useCase = new WithdrawResult(
    {
      ofHousehold: () => Promise.resolve(rows),
      severityOfWord: () => Promise.resolve(null),
      refusedOf: () => Promise.resolve(null),
    } as unknown as NeedsStore,
    {
      execute: ({ code }: Need, move: string) => Promise.resolve(moved.push(`${code} ${move}`)),
    } as unknown as MoveNeed,
    {} as AddVersion,
    { restricted: (code: string) => code === 'CH-01' } as unknown as Taxonomy,
    {} as Clock,
  );
  await useCase.execute('h1', RESULT);
  return moved;
}

describe('a result that counts no more', () => {
  it('takes its needs along, but never danger: a second look does not make it undone (B30, B31)', async () => {
    const needs = [{ code: 'CH-01' }, { code: 'SO-01', restricted: true }, { code: 'MA-01' }];
    expect(await withdrawn(...needs)).toEqual(['MA-01 withdraw']);
  });

  it('leaves needs alone that it never spoke for', async () => {
    expect(await withdrawn({ code: 'MA-01', assessmentIds: ['a2'] })).toEqual([]);
  });
});
