import { SUPPLY_WIDTH, supplyBars } from './allocation-picture';

describe('supply against demand', () => {
  it('draws needs and places of all services on one scale', () => {
    const [care, meals] = supplyBars([
      { needs: 60, assigned: 30, lost: 20, unmatchable: 10, places: 30 },
      { needs: 15, assigned: 15, lost: 0, unmatchable: 0, places: 120 },
    ]);
    expect(care).toEqual({
      needs: SUPPLY_WIDTH / 2,
      places: SUPPLY_WIDTH / 4,
      pieces: [
        { x: 0, width: 60, opacity: 1 },
        { x: 60, width: 40, opacity: 0.4 },
        { x: 100, width: 20, opacity: 0 },
      ],
    });
    expect(meals).toMatchObject({ needs: 30, places: SUPPLY_WIDTH });
    expect(meals!.pieces).toHaveLength(1);
  });

  it('draws nothing where there is nothing', () => {
    expect(supplyBars([{ needs: 0, assigned: 0, lost: 0, unmatchable: 0, places: 0 }])).toEqual([
      { pieces: [], needs: 0, places: 0 },
    ]);
  });
});
