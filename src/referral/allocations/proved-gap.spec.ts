import { boundByFloors, provedGap } from './proved-gap';

describe('what is proved of an allocation', () => {
  it.each([
    // A plan of 100 points that might be 150 can be half as good again, not a third.
    [100, 150, 5000],
    [3, 4, 3334],
    [100, 100, 0],
    [0, 0, 0],
    [0, 50, null],
    [null, null, null],
  ])('of %p points where none has more than %p is %p', (value, upperBound, gap) => {
    expect(provedGap({ value, upperBound })).toBe(gap);
  });

  it('speaks of plans that keep the floors only where one has a price', () => {
    const floor = { id: 'age:older', atLeast: 1, sought: 1, served: 1, met: true, because: null };
    expect(boundByFloors({ floorResults: [] })).toBe(false);
    expect(boundByFloors({ floorResults: [{ ...floor, price: 0 }] })).toBe(false);
    expect(boundByFloors({ floorResults: [{ ...floor, price: 3 }] })).toBe(true);
  });
});
