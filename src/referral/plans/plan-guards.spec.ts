import { developsChild, fieldOfCode } from './outcome-field';
import { hasChild, missingFrom } from './plan-guards';

const noReasons = { noFamilySelfReason: null, noEducationReason: null };
const codes = (reasons: typeof noReasons | object, items: Parameters<typeof missingFrom>[1], child: boolean) =>
  missingFrom({ ...noReasons, ...reasons }, items, child).map(({ code }) => code);
const society = { side: 'society', code: 'LI-02' } as const;

describe('a plan (R5, R41, R61)', () => {
  it('needs an item of family or self', () => {
    expect(codes({}, [society], false)).toEqual(['plan-needs-own-help']);
    expect(codes({}, [society, { side: 'self', code: null }], false)).toEqual([]);
    expect(codes({}, [society, { side: 'family', code: null }], false)).toEqual([]);
  });

  it('or a reason why there is none', () =>
    expect(codes({ noFamilySelfReason: 'bedridden, alone' }, [society], false)).toEqual([]));

  it('thinks of the education of a child', () => {
    const own = { side: 'family', code: null } as const;
    expect(codes({}, [own], true)).toEqual(['plan-needs-education']);
    expect(codes({}, [own, { side: 'government', code: 'ED-01' }], true)).toEqual([]);
    expect(codes({}, [{ side: 'family', code: 'CB-04' }], true)).toEqual([]);
    expect(codes({ noEducationReason: 'born last week' }, [own], true)).toEqual([]);
  });

  it('names everything that is missing at once', () =>
    expect(codes({}, [society], true)).toEqual(['plan-needs-own-help', 'plan-needs-education']));

  it('knows a child by age, or by school when no birth date is recorded', () => {
    expect(hasChild([{ age: 17, inEducation: false }])).toBe(true);
    expect(hasChild([{ age: 18, inEducation: true }])).toBe(false);
    expect(hasChild([{ age: null, inEducation: true }])).toBe(true);
    expect(hasChild([{ age: null, inEducation: false }])).toBe(false);
  });

  it('maps every code to one outcome field', () => {
    expect(fieldOfCode('PS-01')).toBe('psychological');
    expect(fieldOfCode('SO-02')).toBe('inclusion');
    expect(fieldOfCode('EM-02')).toBe('capability');
    expect(fieldOfCode('MA-01')).toBe('material');
    expect(developsChild({ code: null })).toBe(false);
  });
});
