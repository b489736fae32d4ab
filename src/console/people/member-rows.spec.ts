import { memberRows, withoutEmptyMembers } from './member-rows';

describe('member blocks of a form', () => {
  const body = {
    regionCode: '1',
    'members.0.name': 'A',
    'members.1.name': ' ',
    'members.1.relation': 'other',
    'members.2.phone': '1',
  };

  it('are counted by the highest number', () => {
    expect(memberRows(body)).toBe(3);
    expect(memberRows({ regionCode: '1' })).toBe(0);
  });

  it('are left out when nobody filled them in, without a gap', () => {
    expect(withoutEmptyMembers(body)).toEqual({ regionCode: '1', 'members.0.name': 'A', 'members.1.phone': '1' });
  });
});
