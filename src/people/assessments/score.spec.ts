import { Taxonomy } from '../../reference/taxonomy';
import type { Instrument } from './instrument';
import { Instruments } from './instruments';
import { score } from './score';
import type { Answers } from './score-result';

const instruments = new Instruments(new Taxonomy());
const [s01, s07, s11, s16] = ['S01', 'S07', 'S11', 'S16'].map((code) => instruments.byCode(code)) as [
  Instrument,
  Instrument,
  Instrument,
  Instrument,
];
const all = (instrument: Instrument, value: number, other: Answers = {}): Answers => ({
  ...Object.fromEntries(instrument.items.map((item) => [item.id, value])),
  ...other,
});
const codes = (result: ReturnType<typeof score>) => result.needs.map((need) => need.code);

describe('S01 basic self-care', () => {
  it('calls two lost acts partly lost and four fully lost, as a pre-screen (E7, B23)', () => {
    expect(score(s01, all(s01, 0, { bath: 3, walk: 2 })).sixActs).toEqual({
      failed: 2,
      answered: 6,
      level: 'partly-lost',
      preScreenOnly: true,
    });
    expect(score(s01, all(s01, 0, { eat: 2, dress: 2, bed: 3, bath: 2 })).sixActs?.level).toBe('fully-lost');
    expect(score(s01, all(s01, 1)).sixActs?.level).toBe('able');
  });

  it('does not count grooming and continence among the six acts', () => {
    expect(score(s01, all(s01, 0, { groom: 3, continence: 3 })).sixActs?.failed).toBe(0);
  });

  it.each([
    [4, 0],
    [5, 1],
    [9, 1],
    [10, 2],
    [15, 2],
    [16, 3],
    [24, 3],
  ])('puts %i points at severity %i', (points, severity) => {
    const answers = Object.fromEntries(
      s01.items.map((item, place) => [item.id, Math.min(3, Math.max(0, points - place * 3))]),
    );
    expect(score(s01, answers)).toMatchObject({ raw: points, max: 24, severity, complete: true });
  });

  it('prorates one missing item and calls two missing incomplete', () => {
    const one = score(s01, all(s01, 2, { eat: null }));
    expect(one).toMatchObject({ raw: 16, severity: 3, complete: true, prorated: true, missing: ['eat'] });
    const two = score(s01, all(s01, 2, { eat: null, dress: undefined }));
    expect(two).toMatchObject({ severity: null, complete: false, prorated: false });
    expect(codes(two)).toEqual(['CA-01', 'RE-02', 'HO-02']);
  });

  it('opens care by level, devices and adaptation by the act that fails', () => {
    expect(codes(score(s01, all(s01, 0)))).toEqual([]);
    const bath = score(s01, all(s01, 0, { bath: 3 }));
    expect(bath.severity).toBe(0);
    expect(bath.needs).toContainEqual({ code: 'HO-02', severity: 2, evidence: ['bath'], who: 'household' });
    expect(codes(score(s01, all(s01, 3)))).toEqual(['CA-01', 'CA-02', 'CA-03', 'CA-04', 'CA-05', 'RE-02', 'HO-02']);
  });

  it('explains itself step by step and notes an age the scale was not made for', () => {
    const result = score(s01, all(s01, 1), { ageYears: 9 });
    expect(result.steps.map((step) => step.rule)).toEqual(['outside-age', 'sum', 'cuts', 'six-acts']);
    expect(result.steps[2]).toEqual({ rule: 'cuts', inputs: { raw: 8, mild: 5, moderate: 10, severe: 16 }, result: 1 });
  });

  it('refuses items and values it does not have', () => {
    expect(() => score(s01, { dance: 1 })).toThrow(
      expect.objectContaining({ details: { fields: [{ field: 'answers.dance', code: 'answer-unknown-item' }] } }),
    );
    expect(() => score(s01, { eat: 7 })).toThrow(
      expect.objectContaining({ details: { fields: [{ field: 'answers.eat', code: 'answer-not-an-option' }] } }),
    );
  });
});

describe('S07 social support', () => {
  it('turns answers round: no support is the highest need', () => {
    expect(score(s07, all(s07, 3))).toMatchObject({ raw: 0, severity: 0, needs: [], flags: [] });
    expect(score(s07, all(s07, 0))).toMatchObject({ raw: 24, severity: 3 });
  });

  it('flags that nobody can be called in an emergency', () => {
    const result = score(s07, all(s07, 3, { 'emergency-contact': 0 }));
    expect(result).toMatchObject({ raw: 3, severity: 0 });
    expect(result.flags).toEqual([
      { code: 'no-emergency-contact', items: ['emergency-contact'], severity: null, triage: null },
    ]);
  });
});

describe('S11 food and basic goods', () => {
  it.each([
    [0, 0],
    [1, 1],
    [2, 1],
    [3, 2],
    [5, 2],
    [6, 3],
    [8, 3],
  ])('puts %i lacks at severity %i', (lacks, severity) => {
    const answers = Object.fromEntries(s11.items.map((item, place) => [item.id, place < lacks ? 1 : 0]));
    expect(score(s11, answers)).toMatchObject({ raw: lacks, max: 8, severity });
  });

  it('sends a whole day without food to emergency, whatever the sum', () => {
    const result = score(s11, all(s11, 0, { 'whole-day': 1 }));
    expect(result).toMatchObject({ raw: 0, severity: 3 });
    expect(result.flags[0]).toMatchObject({ code: 'whole-day-without-food', triage: 'red' });
    expect(result.needs).toEqual([{ code: 'CR-01', severity: 3, evidence: ['whole-day'], who: 'household' }]);
    expect(score(s11, { 'whole-day': 1 })).toMatchObject({ severity: 3, complete: false });
  });
});

describe('S16 emergency triage', () => {
  it('is red when any red trigger is present, even if the rest is unanswered (E8)', () => {
    const result = score(s16, { 'no-food-shelter': 1 });
    expect(result).toMatchObject({ raw: null, max: null, severity: 3, complete: false });
    expect(result.triage).toMatchObject({
      level: 'red',
      contactHours: 2,
      aidHours: 24,
      route: 'centre-direct',
      bypassPolicyFirst: true,
    });
    expect(result.needs).toEqual([{ code: 'CR-01', severity: 3, evidence: ['no-food-shelter'], who: 'household' }]);
  });

  it('is amber for amber triggers alone, green when all are denied', () => {
    expect(score(s16, all(s16, 0, { eviction: 1 })).triage).toMatchObject({ level: 'amber', contactHours: 24 });
    expect(score(s16, all(s16, 0))).toMatchObject({
      severity: 0,
      complete: true,
      triage: { level: 'green', contactWorkDays: 3 },
    });
  });

  it('never says green while a question is open', () => {
    const result = score(s16, all(s16, 0, { violence: null }));
    expect(result).toMatchObject({ severity: null, complete: false });
    expect(result.triage).toBeUndefined();
  });

  it('has six triggers of each colour', () => {
    expect(s16.items.filter((item) => item.triage === 'red')).toHaveLength(6);
    expect(s16.items.filter((item) => item.triage === 'amber')).toHaveLength(6);
  });
});

describe('every scale', () => {
  it('answers without an answer are incomplete', () => {
    for (const instrument of instruments.all())
      expect(score(instrument, {})).toMatchObject({ complete: false, severity: null });
  });

  it('has stems of at most 30 characters and each item in both languages', () => {
    const stems = instruments.all().flatMap((instrument) => instrument.items.flatMap((item) => [item.zh, item.en]));
    expect(stems.filter((stem) => [...stem].length > 30)).toEqual([]);
  });
});
