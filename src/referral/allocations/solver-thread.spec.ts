import { SolverThread } from './solver-thread';
import { packStored, type StoredChoice, type StoredMarket } from './stored-market';

const OPEN = { pins: [], forbidden: [] };

/** Households with two needs each, every one admitted to many offerings: enough to be at it for a while. */
function market(households: number, offerings: number, each: number): StoredMarket {
  const choices: StoredChoice[] = [];
  for (let need = 0; need < 2 * households; need += 1)
    for (let one = 0; one < each; one += 1) {
      const offering = (need * 7 + one * 13) % offerings;
      const score = (need * 31 + one * 17) % 900;
      choices.push({
        need,
        offering,
        score,
        weight: (1 + (need % 5)) * (10_000 + score),
        cost: 100,
        parts: { load: 1 },
      });
    }
  return {
    households: Array.from({ length: 2 * households }, (_, need) => need >> 1),
    offerings: Array.from({ length: offerings }, (_, place) => ({
      ...{ id: `offering-${place}`, provider: `p${place % 9}`, capacity: 3, known: true, purse: `fund ${place % 4}` },
    })),
    choices,
    purses: [0, 1, 2, 3].map((one) => ({ id: `fund ${one}`, fen: 20_000 })),
    floors: [],
    providerPenalty: 1500,
  };
}

describe('the thread of the solver', () => {
  const thread = new SolverThread();
  const never = () => Promise.resolve(false);

  it('tells its steps and brings a result whose certificate was checked', async () => {
    const steps: string[] = [];
    const input = { content: packStored(market(40, 20, 5)), settled: OPEN, incumbent: null };
    const result = await thread.solve(input, never, (step) => Promise.resolve(void steps.push(step)));
    expect(result).toMatchObject({ flaws: 0 });
    expect(result!.value).toBeLessThanOrEqual(result!.upperBound);
    expect(steps[0]).toBe('budgets');
    expect(steps.at(-1)).toBe('verify');
  });

  it('is ended within two seconds of the word that nobody wants it any more', async () => {
    const input = { content: packStored(market(6000, 900, 30)), settled: OPEN, incumbent: null };
    const began = Date.now();
    const unwanted = () => Promise.resolve(Date.now() - began > 1000);
    await expect(thread.solve(input, unwanted, () => Promise.resolve())).resolves.toBeNull();
    expect(Date.now() - began).toBeLessThan(4000);
  });

  it('says why a market is impossible: more pins than places', async () => {
    const stored = market(5, 1, 1);
    const pins = [0, 1, 2, 3].map((need) => ({ need, offering: 0 }));
    const input = { content: packStored(stored), settled: { pins, forbidden: [] }, incumbent: null };
    await expect(thread.solve(input, never, () => Promise.resolve())).rejects.toMatchObject({ code: 'pins-too-many' });
  });
});
