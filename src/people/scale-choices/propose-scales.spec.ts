import { join } from 'node:path';
import * as fc from 'fast-check';
import { readDataFile } from '../../reference/data-files';
import { type ChoosableScale, proposeScales, type ScreenedMember, screeningAnswers } from './propose-scales';
import { screeningProblems, screeningSchema } from './screening';

const screening = readDataFile(join(__dirname, 'screening.yaml'), screeningSchema);
const HOUSEHOLD = new Set(['S07', 'S11', 'S12', 'S13']);
const AGES: Record<string, [number | null, number | null]> = {
  S09: [null, 17],
  S14: [16, 63],
  S15: [3, 22],
  S06: [18, null],
};
const CODES = Array.from({ length: 15 }, (_, at) => `S${String(at + 1).padStart(2, '0')}`);
const scale = (code: string, fresh: Array<string | null> = []): ChoosableScale => ({
  ...{ code, subject: HOUSEHOLD.has(code) ? 'household' : 'person', fresh },
  ...{ minimumAge: AGES[code]?.[0] ?? null, maximumAge: AGES[code]?.[1] ?? null },
});
const scales = CODES.map((code) => scale(code));
const person = (changes: Partial<ScreenedMember> = {}): ScreenedMember => ({
  ...{ id: 'm1', age: 45, disabilityGrade: null, inEducation: false, workCapacity: 'unknown', works: null },
  ...{ illness: null, singleParent: null, ...changes },
});
const two = [person(), person({ id: 'm2' })];
const codes = (proposal: ReturnType<typeof proposeScales>) => proposal.proposed.map(({ code }) => code);

describe('the choice of scales (R18)', () => {
  it('ships ten questions and rules that point somewhere', () => {
    expect(screeningProblems(screening, CODES)).toEqual([]);
    expect(screening.questions).toHaveLength(10);
  });

  it.each([
    ['hands-on', 'S01'],
    ['daily-life', 'S02'],
    ['illness', 'S03'],
    ['low-mood', 'S04'],
    ['worry', 'S05'],
    ['alone', 'S06'],
    ['caring', 'S08'],
    ['goods', 'S11'],
    ['home', 'S12'],
    ['work-school', 'S14'],
  ])('the answer yes to %s proposes %s and says why', (question, code) => {
    const { proposed } = proposeScales(screening, scales, { answers: { [question]: 'yes' }, members: two });
    const [first] = proposed;
    expect(first).toMatchObject({ code, reasons: [{ kind: 'answer', id: question }] });
  });

  it('proposes nothing where nothing was said and the file says nothing', () => {
    expect(proposeScales(screening, scales, { answers: {}, members: two })).toEqual({ proposed: [], passed: [] });
    const no = Object.fromEntries(screening.questions.map(({ id }) => [id, 'no' as const]));
    expect(codes(proposeScales(screening, scales, { answers: no, members: two }))).toEqual([]);
  });

  it.each([
    ['a disability certificate', person({ disabilityGrade: 3 }), 'S10', ['m1']],
    ['a severe disability', person({ disabilityGrade: 1 }), 'S10', ['m1']],
    ['a serious illness', person({ illness: 'serious' }), 'S03', ['m1']],
  ])('%s speaks for a scale without any answer', (_, member, code, memberIds) => {
    const members = [member, person({ id: 'm2' })];
    const { proposed } = proposeScales(screening, scales, { answers: {}, members });
    expect(proposed.find((one) => one.code === code)).toMatchObject({ memberIds });
  });

  it('thinks of the one who cares, not of the one who is cared for (S08)', () => {
    const members = [person({ disabilityGrade: 1 }), person({ id: 'm2' }), person({ id: 'm3', age: 12 })];
    const { proposed } = proposeScales(screening, scales, { answers: { caring: 'yes' }, members });
    expect(proposed.find(({ code }) => code === 'S08')).toMatchObject({ weight: 7, memberIds: ['m2'] });
  });

  it('thinks of the child whom one parent raises alone (S09), and of the pupil (S15)', () => {
    const members = [person({ singleParent: true }), person({ id: 'm2', age: 9, inEducation: true })];
    const { proposed } = proposeScales(screening, scales, { answers: { 'work-school': 'yes' }, members });
    expect(proposed.find(({ code }) => code === 'S09')).toMatchObject({ weight: 4, memberIds: ['m2'] });
    expect(proposed.find(({ code }) => code === 'S15')).toMatchObject({ weight: 5, memberIds: ['m2'] });
  });

  it('an answer "not sure" weighs less than yes, and not enough alone', () => {
    const said = (answer: 'yes' | 'unsure') =>
      proposeScales(screening, scales, { answers: { alone: answer }, members: [person({ age: 70 })] });
    expect(said('yes').proposed[0]).toMatchObject({ code: 'S06', weight: 8 });
    expect(said('unsure').proposed[0]).toMatchObject({
      code: 'S06',
      weight: 5,
      reasons: [{ kind: 'unsure', weight: 2 }, {}, {}],
    });
    expect(codes(proposeScales(screening, scales, { answers: { alone: 'unsure' }, members: two }))).toEqual([]);
  });

  it('says of a weighty scale why it is not proposed', () => {
    const answers = { 'low-mood': 'yes', alone: 'yes', goods: 'yes', home: 'yes', 'hands-on': 'yes' } as const;
    const { proposed, passed } = proposeScales(screening, scales, { answers, members: two });
    expect(proposed.map(({ code, weight }) => [code, weight])).toEqual([
      ['S01', 5],
      ['S04', 5],
      ['S06', 5],
    ]);
    expect(passed).toEqual([
      { code: 'S11', weight: 5, why: 'more-than-three' },
      { code: 'S12', weight: 5, why: 'more-than-three' },
    ]);
    const lately = [scale('S06', ['m1', 'm2']), scale('S11', [null]), scale('S04', ['m1'])];
    const again = proposeScales(screening, lately, { answers, members: two });
    expect(again.passed.map(({ code, why }) => [code, why])).toEqual([
      ['S06', 'asked-lately'],
      ['S11', 'asked-lately'],
    ]);
    expect(again.proposed).toMatchObject([{ code: 'S04', memberIds: ['m2'] }]);
    const children = [person({ age: 10 })];
    expect(proposeScales(screening, [scale('S06')], { answers, members: children }).passed).toEqual([
      { code: 'S06', weight: 7, why: 'nobody-of-its-ages' },
    ]);
  });

  const member = fc
    .record({
      age: fc.option(fc.integer({ min: 0, max: 99 })),
      disabilityGrade: fc.option(fc.integer({ min: 1, max: 4 })),
      inEducation: fc.boolean(),
      workCapacity: fc.constantFrom('full', 'partial', 'none', 'unknown'),
      works: fc.option(fc.constantFrom('stable', 'no')),
      illness: fc.option(fc.constantFrom('none', 'serious')),
      singleParent: fc.option(fc.boolean()),
    })
    .map((one) => one);
  const members = fc
    .array(member, { minLength: 1, maxLength: 6 })
    .map((all) => all.map((one, at) => ({ ...one, id: `m${at}` })));
  const answers = fc.dictionary(
    fc.constantFrom(...screening.questions.map(({ id }) => id)),
    fc.constantFrom(...screeningAnswers),
  );

  it('never proposes more than three, always with reasons that add up, and whatever the order of scales and people', () => {
    fc.assert(
      fc.property(
        members,
        answers,
        fc.shuffledSubarray(scales, { minLength: scales.length }),
        (people, said, order) => {
          const facts = { answers: said, members: people };
          const proposal = proposeScales(screening, scales, facts);
          expect(proposal.proposed.length).toBeLessThanOrEqual(3);
          for (const { weight, reasons } of proposal.proposed) {
            expect(reasons.reduce((sum, one) => sum + one.weight, 0)).toBe(weight);
            expect(weight).toBeGreaterThanOrEqual(screening.atLeast);
          }
          expect(proposeScales(screening, order, facts)).toEqual(proposal);
          const reversed = proposeScales(screening, scales, { ...facts, members: [...people].reverse() });
          expect(codes(reversed)).toEqual(codes(proposal));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the file of the questions', () => {
  it.each([
    ['a rule for a scale that does not exist', { rules: [{ scale: 'S99', question: 'goods', weight: 1 }] }, 'S99'],
    ['a rule for a question that does not exist', { rules: [{ scale: 'S01', question: 'none', weight: 1 }] }, 'none'],
    ['a rule for a fact that does not exist', { rules: [{ scale: 'S01', fact: 'none', weight: 1 }] }, 'none'],
    ['a rule that asks for nothing', { rules: [{ scale: 'S01', weight: 1 }] }, 'asks for'],
    [
      'a rule that asks for two',
      { rules: [{ scale: 'S01', fact: 'child', question: 'goods', weight: 1 }] },
      'asks for',
    ],
    ['a fact of nobody', { facts: [{ id: 'odd', zh: '无', en: 'odd' }], rules: [] }, 'odd'],
    [
      'a fact beside nobody',
      { facts: [{ id: 'odd', zh: '无', en: 'odd', household: { adultBeside: 'gone' } }], rules: [] },
      'odd',
    ],
  ])('is refused with %s', (_, changes, word) => {
    expect(screeningProblems({ ...screening, ...changes }, CODES).join()).toContain(word);
  });

  it('is refused with nine questions, and with a key that nobody knows', () => {
    expect(screeningSchema.safeParse({ ...screening, questions: screening.questions.slice(1) }).success).toBe(false);
    expect(screeningSchema.safeParse({ ...screening, extra: 1 }).success).toBe(false);
  });
});
