import { readClockTime } from './clock-time';
import { readRocDate } from './roc-date';

describe('times of day as sources write them', () => {
  it.each([
    ['9:00am', '09:00'],
    ['9:0am', '09:00'],
    ['830am', '08:30'],
    ['12:00 pm', '12:00'],
    ['12:15a', '00:15'],
    ['9 p.m.', '21:00'],
    ['Noon', '12:00'],
    ['19:30', '19:30'],
    ['09:00:00', '09:00'],
    [1930, '19:30'],
    [930, '09:30'],
    ['24:00', '24:00'],
  ])('%s is %s', (written, time) => expect(readClockTime(written)).toBe(time));

  it.each(['', '9', '9:5am', '25:00', '9:75', '13pm', '8:00an', '10:000pm', 'by appointment', null, 9.5, -1])(
    '%s cannot be told',
    (written) => expect(readClockTime(written)).toBeNull(),
  );
});

describe('dates of the Republic of China', () => {
  it.each([
    ['114', '2025'],
    ['109.5.29', '2020-05-29'],
    ['095/04/28', '2006-04-28'],
    ['107\u5e747\u67089\u65e5', '2018-07-09'],
    ['114\u5e7411\u6708', '2025-11'],
  ])('%s is %s', (written, date) => expect(readRocDate(written)).toBe(date));

  it.each(['', '109.13.1', '110/02/30', '2025-01-01', '1'])('%s is none', (written) =>
    expect(readRocDate(written)).toBeNull(),
  );
});
