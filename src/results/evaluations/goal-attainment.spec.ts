import { attainment, goalAttainment } from './goal-attainment';

describe('goal attainment', () => {
  it('is 54.0 for the worked example E6', () => {
    expect(
      goalAttainment([
        { weight: 2, x: 1 },
        { weight: 1, x: -1 },
      ]),
    ).toBe(54);
  });

  it('is 50 when everything came as expected, and nothing without goals', () => {
    expect(goalAttainment([{ weight: 3, x: 0 }])).toBe(50);
    expect(goalAttainment([])).toBeNull();
  });

  it('moves ten points a step for a single goal, whatever its weight', () => {
    expect(goalAttainment([{ weight: 4, x: 2 }])).toBe(70);
    expect(goalAttainment([{ weight: 1, x: -2 }])).toBe(30);
  });

  it('counts levels of severity downwards and stays within two steps', () => {
    expect(attainment(1, 0)).toBe(1);
    expect(attainment(1, 1)).toBe(0);
    expect(attainment(0, 3)).toBe(-2);
    expect(attainment(3, 0)).toBe(2);
    expect(attainment(null, 1)).toBeNull();
    expect(attainment(1, null)).toBeNull();
  });
});
