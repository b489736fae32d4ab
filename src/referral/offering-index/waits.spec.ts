import { Waits } from './waits';

describe('waits', () => {
  let now = 0;
  beforeEach(() => {
    now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => jest.restoreAllMocks());

  it('double after each failure up to a minute, and are none after a success', () => {
    const waits = new Waits();
    expect(waits.due).toBe(true);
    const told = Array.from({ length: 10 }, () => waits.failed());
    expect(told).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    now = 59_999;
    expect(waits.due).toBe(false);
    now = 60_000;
    expect(waits.due).toBe(true);
    waits.succeeded();
    expect(waits.failed()).toBe(250);
  });
});
