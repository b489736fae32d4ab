import { floorFigures } from './floor-figures';

describe('figures of floors', () => {
  it.each([
    [
      { atLeast: 30, served: 30 },
      { atLeast: 30, served: 30 },
    ],
    [
      { atLeast: 30, served: 12 },
      { atLeast: 30, served: 12 },
    ],
    [
      { atLeast: 4, served: 15 },
      { atLeast: null, served: 15 },
    ],
    [
      { atLeast: 30, served: 24 },
      { atLeast: null, served: null },
    ],
    [
      { atLeast: 12, served: 3 },
      { atLeast: null, served: null },
    ],
  ])('of %j tell %j', (floor, told) => {
    expect(floorFigures(floor)).toEqual(told);
  });
});
