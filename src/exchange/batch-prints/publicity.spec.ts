import { mayBePublished, type PublicFacts } from './publicity';

const sheet = { granted: ['dibao', 'tekun'], never: ['orphan', 'unattended-child'] };
const facts: PublicFacts = {
  specialHandling: false,
  members: [
    { id: 'a', relation: 'head', age: 61 },
    { id: 'b', relation: 'grandchild', age: 9 },
  ],
  granted: [{ line: 'dibao', memberId: null, documentNumber: 'MZ-1' }],
  kept: false,
};

describe('what may be hung out', () => {
  it('is a household whose payment has been granted by a decision with a number', () => {
    expect(mayBePublished(sheet, facts)).toBe(true);
  });

  it.each<[string, Partial<PublicFacts>]>([
    ['nothing was granted', { granted: [] }],
    ['it was only recognised', { granted: [{ line: 'dibao-marginal', memberId: null, documentNumber: 'MZ-2' }] }],
    ['it was only reported', { granted: [{ line: 'dibao', memberId: null, documentNumber: null }] }],
    ['a child is paid', { granted: [{ line: 'tekun', memberId: 'b', documentNumber: 'MZ-3' }] }],
    [
      'a child without care lives there',
      { granted: [...facts.granted, { line: 'unattended-child', memberId: 'b', documentNumber: 'MZ-4' }] },
    ],
    ['the head is a child', { members: [{ id: 'a', relation: 'head', age: 16 }] }],
    ['nobody knows how old the head is', { members: [{ id: 'a', relation: 'head', age: null }] }],
    ['the file asks for special handling', { specialHandling: true }],
    ['a team of its own knows why', { kept: true }],
  ])('is nothing when %s (B15, B17, B28)', (_, change) => {
    expect(mayBePublished(sheet, { ...facts, ...change })).toBe(false);
  });
});
