import { listDay } from './list-day';

describe('a day of the agriculture desk', () => {
  it.each([
    ['2021-03-05', '2021-03-05'],
    ['2021/3/5', '2021-03-05'],
    ['20210305', '2021-03-05'],
    ['２０２１年3月5日', '2021-03-05'],
    ['2021-03-05 00:00:00', '2021-03-05'],
  ])('reads %s', (typed, date) => expect(listDay(typed)).toBe(date));

  it.each(['', '2021-02-30', '5/3/2021', '去年'])('takes "%s" for no day', (typed) =>
    expect(listDay(typed)).toBeNull(),
  );
});
