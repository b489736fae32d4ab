/** Smaller numbers of needs are not told (domain F): they would point at households. */
export const LEAST_NEEDS = 10;

export const timeStages = ['offer', 'acceptance', 'service'] as const;
export type TimeStage = (typeof timeStages)[number];

/** How far needs got, and in how many days: of half of those who got there, and of nine in ten. */
export interface StageTimes {
  reached: number;
  medianDays: number | null;
  p90Days: number | null;
}

/** Needs of one kind in one township; `null` stands for all kinds or all townships. */
export interface TimeCell {
  townshipId: number | null;
  code: string | null;
  needs: number;
  stages: Readonly<Record<TimeStage, StageTimes>>;
}

/** The same with small numbers taken out. */
export interface ShownCell {
  townshipId: number | null;
  code: string | null;
  needs: number | null;
  stages: Readonly<Record<TimeStage, { reached: number | null; medianDays: number | null; p90Days: number | null }>>;
}

const shownStage = ({ reached, medianDays, p90Days }: StageTimes, hidden: boolean) =>
  hidden || reached < LEAST_NEEDS
    ? { reached: null, medianDays: null, p90Days: null }
    : { reached, medianDays, p90Days };

/** One cell as it may be told. */
export function shownCell({ townshipId, code, needs, stages }: TimeCell, hidden = needs < LEAST_NEEDS): ShownCell {
  const { offer, acceptance, service } = stages;
  return {
    ...{ townshipId, code, needs: hidden ? null : needs },
    stages: {
      offer: shownStage(offer, hidden),
      acceptance: shownStage(acceptance, hidden),
      service: shownStage(service, hidden),
    },
  };
}

/**
 * The cells, and all of them together. Where what is hidden adds up to few, one could subtract it from the whole: then the
 * numbers of the whole are hidden too, its medians tell of nobody.
 */
export function shownTimes(cells: readonly TimeCell[], whole: TimeCell): { cells: ShownCell[]; whole: ShownCell } {
  const hidden = (count: (cell: TimeCell) => number): boolean => {
    const few = cells.map(count).filter((number) => number > 0 && number < LEAST_NEEDS);
    const sum = few.reduce((total, number) => total + number, 0);
    return few.length === 1 || (sum > 0 && sum < LEAST_NEEDS);
  };
  const shown = shownCell(whole);
  const stage = (name: TimeStage) => ({
    ...shown.stages[name],
    ...(hidden(({ stages }) => stages[name].reached) && { reached: null }),
  });
  return {
    cells: cells.map((cell) => shownCell(cell)),
    whole: {
      ...shown,
      needs: hidden(({ needs }) => needs) ? null : shown.needs,
      stages: { offer: stage('offer'), acceptance: stage('acceptance'), service: stage('service') },
    },
  };
}
