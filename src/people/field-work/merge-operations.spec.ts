import fc from 'fast-check';
import {
  conflictsOf,
  listOf,
  mergeOperations,
  type Operation,
  operationsOf,
  readSheet,
  resultsOf,
} from './merge-operations';

const HOUSEHOLDS = ['h1', 'h2'];
const ITEMS = ['eat', 'dress', 'bath'];
const none = operationsOf([]);

/** One sheet of one device: begun, answered over and over, perhaps ended, perhaps touched after its end. */
const sheetOf = (device: string) =>
  fc
    .record({
      sheet: fc.constantFrom('k1', 'k2', 'k3', 'k4'),
      household: fc.constantFrom(...HOUSEHOLDS),
      instrument: fc.constantFrom('S01', 'S16'),
      answers: fc.array(fc.tuple(fc.constantFrom(...ITEMS), fc.option(fc.integer({ min: 0, max: 3 }))), {
        maxLength: 8,
      }),
      ended: fc.boolean(),
      elapsedSeconds: fc.integer({ min: 0, max: 900 }),
      after: fc.array(fc.constantFrom(...ITEMS), { maxLength: 2 }),
    })
    .map(({ sheet, household, instrument, answers, ended, elapsedSeconds, after }): Operation[] => {
      const place = { device, sheet, householdId: household };
      const head = { memberId: null, instrument, instrumentVersion: '1.0' };
      const made: Operation[] = [{ ...place, seq: 1, kind: 'start', ...head, mode: 'proxy' }];
      for (const [item, value] of answers) made.push({ ...place, seq: made.length + 1, kind: 'answer', item, value });
      if (!ended) return made;
      made.push({ ...place, seq: made.length + 1, kind: 'complete', elapsedSeconds });
      for (const item of after) made.push({ ...place, seq: made.length + 1, kind: 'answer', item, value: 3 });
      return made;
    });
const deviceOf = (device: string) =>
  fc.uniqueArray(sheetOf(device), { maxLength: 4, selector: ([first]) => first?.sheet }).map((sheets) => sheets.flat());
const twoDevices = fc.tuple(deviceOf('d1'), deviceOf('d2'));

/** Packets of both devices: cut anywhere, sent up to three times, in any order. */
const schedule = twoDevices.chain((devices) => {
  const made = devices.flat();
  const packets = fc.array(fc.subarray(made), { maxLength: 6 }).chain((some) => {
    // Whatever those leave out comes in further packets, so that at the end all has been sent at least once.
    const rest = made.filter((operation) => !some.flat().includes(operation));
    const all = [...some, ...rest.map((operation) => [operation])];
    return fc.array(fc.nat({ max: Math.max(0, all.length - 1) }), { maxLength: 6 }).chain((again) => {
      const sent = all.length === 0 ? [] : [...all, ...again.map((place) => all[place]!)];
      return fc.shuffledSubarray(sent, { minLength: sent.length });
    });
  });
  return packets.map((sent) => ({ made, sent }));
});

const some = twoDevices.map((devices) => operationsOf(devices.flat()));
const written = (operations: ReturnType<typeof operationsOf>) => JSON.stringify(listOf(operations));

describe('what devices send (R103)', () => {
  it('merges alike whatever comes first, together or twice', () => {
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        expect(written(mergeOperations(a, b))).toBe(written(mergeOperations(b, a)));
        const [left, right] = [mergeOperations(mergeOperations(a, b), c), mergeOperations(a, mergeOperations(b, c))];
        expect(written(left)).toBe(written(right));
        expect(written(mergeOperations(a, a))).toBe(written(a));
        expect(written(mergeOperations(a, none))).toBe(written(a));
      }),
      { numRuns: 500 },
    );
  });

  it('ends in the same state with nothing lost by any schedule of two devices', () => {
    fc.assert(
      fc.property(schedule, ({ made, sent }) => {
        const end = sent.reduce((state, packet) => mergeOperations(state, operationsOf(packet)), none);
        const whole = operationsOf(made);
        expect(written(end)).toBe(written(whole));
        expect(resultsOf(end)).toEqual(resultsOf(whole));
        expect(conflictsOf(end)).toEqual(conflictsOf(whole));
        // Every last answer of a sheet that has its end stands in a result.
        for (const device of ['d1', 'd2'])
          for (const sheet of ['k1', 'k2', 'k3', 'k4']) {
            const own = made.filter((one) => one.device === device && one.sheet === sheet);
            const ended = own.findIndex(({ kind }) => kind === 'complete');
            if (ended < 0) continue;
            const last = new Map<string, number | null>();
            for (const one of own.slice(0, ended)) if (one.kind === 'answer') last.set(one.item, one.value);
            const answers = Object.fromEntries([...last].filter(([, value]) => value !== null).sort());
            const shown = resultsOf(end).map((result) => JSON.parse(result) as [string, object, object]);
            expect(
              shown.some(([name, , found]) => name === sheet && JSON.stringify(found) === JSON.stringify(answers)),
            ).toBe(true);
          }
      }),
      { numRuns: 2000 },
    );
  });

  it('never goes back: a result that is there stays there whatever else comes', () => {
    fc.assert(
      fc.property(schedule, ({ sent }) => {
        let state = none;
        let before: string[] = [];
        for (const packet of sent) {
          state = mergeOperations(state, operationsOf(packet));
          const now = resultsOf(state);
          expect(before.filter((result) => !now.includes(result))).toEqual([]);
          before = now;
        }
      }),
      { numRuns: 1000 },
    );
  });

  const place = { device: 'd1', sheet: 'k1', householdId: 'h1' };
  const start: Operation = {
    ...{ ...place, seq: 1, kind: 'start', memberId: null, instrument: 'S01' },
    ...{ instrumentVersion: '1.0', mode: 'proxy' },
  };
  const answer = (seq: number, item: string, value: number | null): Operation => ({
    ...{ ...place, seq, kind: 'answer', item, value },
  });
  const end: Operation = { ...place, seq: 4, kind: 'complete', elapsedSeconds: 60 };

  it('decides nothing while a piece before the end is missing', () => {
    const early = readSheet(operationsOf([start, answer(2, 'eat', 1), end]));
    expect(early).toMatchObject({ complete: false, answers: { eat: 1 }, elapsedSeconds: null });
    const whole = readSheet(operationsOf([end, answer(3, 'eat', 2), start, answer(2, 'eat', 1)]));
    expect(whole).toMatchObject({ complete: true, answers: { eat: 2 }, elapsedSeconds: 60 });
  });

  it('lets nothing that was made after the end count, and keeps it', () => {
    const all = operationsOf([start, answer(2, 'eat', 1), answer(3, 'dress', null), end, answer(5, 'eat', 3)]);
    expect(readSheet(all)).toMatchObject({ complete: true, answers: { eat: 1 } });
    expect(listOf(all)).toHaveLength(5);
  });

  it('sees one result where two devices send the same, and two where they differ', () => {
    const other = { device: 'd2' };
    const sheet = [start, answer(2, 'eat', 1), answer(3, 'bath', 0), end];
    const same = sheet.map((operation) => ({ ...operation, ...other }));
    expect(resultsOf(operationsOf([...sheet, ...same]))).toHaveLength(1);
    const differs = same.map((one) => (one.kind === 'answer' && one.item === 'bath' ? { ...one, value: 2 } : one));
    expect(resultsOf(operationsOf([...sheet, ...differs]))).toHaveLength(2);
    expect(conflictsOf(operationsOf([...sheet, ...differs]))).toHaveLength(1);
  });
});
