import { attainedLevel, outlineOf, scaleChanges, timersOf } from './evidence-parts';
import type { ReferralFacts, ScaleResult } from './evidence.store';

const result = (values: Partial<ScaleResult>): ScaleResult => ({
  ...{ instrument: 'S01', version: '1.0', memberId: 'm1', at: new Date('2026-03-01T02:00:00Z') },
  ...{ score: 12, maximum: 24, severity: 2, ...values },
});

describe('scale change', () => {
  it('sets the first against the last of the same instrument, version and person', () => {
    const later = new Date('2026-06-01T02:00:00Z');
    const results = [result({}), result({ score: 9, severity: 1 }), result({ at: later, score: 4, severity: 0 })];
    expect(scaleChanges(results, 'm1')).toEqual([
      {
        instrument: 'S01',
        version: '1.0',
        baseline: { on: '2026-03-01', score: 12, maximum: 24, severity: 2 },
        end: { on: '2026-06-01', score: 4, maximum: 24, severity: 0 },
        gain: 2,
      },
    ]);
  });

  it('never compares two versions, and says nothing from one result', () => {
    const changes = scaleChanges([result({}), result({ version: '2.0', severity: 0 })], 'm1');
    expect(changes.map(({ version, end, gain }) => [version, end, gain])).toEqual([
      ['1.0', null, null],
      ['2.0', null, null],
    ]);
  });

  it('leaves other members out and keeps the household', () => {
    const results = [result({ memberId: 'm2' }), result({ memberId: null, instrument: 'S16' })];
    expect(scaleChanges(results, 'm1').map(({ instrument }) => instrument)).toEqual(['S16']);
    expect(scaleChanges(results, null)).toHaveLength(2);
  });
});

describe('attained level', () => {
  it('takes the newest version of the need, or what was judged of it, and nothing unjudged', () => {
    const need = { id: 'a', severity: 2 };
    expect(attainedLevel({ id: 'a' }, { ...need, state: 'served' })).toBeNull();
    expect(attainedLevel({ id: 'a' }, { ...need, state: 'reduced' })).toBe(1);
    expect(attainedLevel({ id: 'a' }, { ...need, state: 'same' })).toBe(2);
    expect(attainedLevel({ id: 'a' }, { ...need, state: 'worse' })).toBe(3);
    expect(attainedLevel({ id: 'a' }, { id: 'b', severity: 0, state: 'confirmed' })).toBe(0);
  });
});

describe('timers and outline', () => {
  it('count calendar days in Asia/Shanghai', () => {
    const facts = {
      ...{ sentAt: new Date('2026-03-01T15:00:00Z'), answerDueAt: new Date('2026-03-03T15:00:00Z') },
      ...{ answeredAt: new Date('2026-03-02T15:00:00Z'), startedAt: new Date('2026-03-01T16:30:00Z') },
      ...{ endedAt: null, confirmedAt: null, closedAt: null },
    } as ReferralFacts;
    expect(timersOf(facts)).toMatchObject({
      answeredInTime: true,
      startedOn: '2026-03-02',
      daysToStart: 1,
      daysToEnd: null,
    });
  });

  it('coarsen age and size', () => {
    const member = { id: 'm1', age: 83, sex: null, inEducation: false, workCapacity: 'none' };
    const members = Array.from({ length: 7 }, () => member);
    const facts = { class: '2', members } as unknown as Parameters<typeof outlineOf>[0];
    expect(outlineOf(facts, 'm1')).toEqual({ class: '2', size: 5, ageBand: '80–89', disabled: false });
    expect(outlineOf(facts, null).ageBand).toBeNull();
  });
});
