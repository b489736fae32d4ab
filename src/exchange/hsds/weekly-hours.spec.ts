import { readHoursText } from './weekly-hours';

const days = (text: string) => readHoursText(text).slots.map((slot) => `${slot.weekday} ${slot.opens}-${slot.closes}`);

describe('opening hours in words', () => {
  it('reads spans, lists and breaks', () => {
    expect(days('9:00am-5:00pm, Mon-Tue;\n10:00am-Noon, Sat')).toEqual([
      '1 09:00-17:00',
      '2 09:00-17:00',
      '6 10:00-12:00',
    ]);
    expect(days('9:00am-1:00pm / 2:00pm-5:00pm, Wed, Fri')).toEqual([
      '3 09:00-13:00',
      '3 14:00-17:00',
      '5 09:00-13:00',
      '5 14:00-17:00',
    ]);
    expect(days('Monday & Wednesday 1:00 p.m. - 9:00 p.m.')).toEqual(['1 13:00-21:00', '3 13:00-21:00']);
  });

  it('runs over the end of the week and knows the whole day', () => {
    expect(days('8am-9am, Sat-Mon')).toEqual(['1 08:00-09:00', '6 08:00-09:00', '7 08:00-09:00']);
    expect(readHoursText('Open 24 hours').slots).toHaveLength(7);
  });

  it('keeps the words and guesses nothing where a phrase cannot be read', () => {
    const read = readHoursText('9:00am-5:00pm, Mon;\n3rd Saturday 9am-11am; by appointment');
    expect(read.slots).toEqual([{ weekday: 1, opens: '09:00', closes: '17:00' }]);
    expect(read.complete).toBe(false);
    expect(read.text).toContain('3rd Saturday');
    expect(readHoursText('9:00-5:00pm, Mon').slots).toEqual([{ weekday: 1, opens: '09:00', closes: '17:00' }]);
    expect(readHoursText('5:00pm-9:00am, Mon').complete).toBe(false);
  });
});
