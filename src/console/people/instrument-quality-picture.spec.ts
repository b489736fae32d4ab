import { BAR_WIDTH, stackedBar } from './instrument-quality-picture';

describe('a stacked bar', () => {
  it('has a piece for each answer that is shown, darker the graver, and room for the rest', () => {
    expect(stackedBar({ 0: 50, 1: null, 2: 25, 3: null, missing: 15, skipped: 0 }, 100)).toEqual({
      width: BAR_WIDTH,
      pieces: [
        { x: 0, width: 100, opacity: 0.12 },
        { x: 100, width: 50, opacity: 0.71 },
      ],
    });
  });

  it('is empty of nobody', () => {
    expect(stackedBar({ 0: null, missing: null }, 0).pieces).toEqual([]);
  });
});
