import { Gauge, register } from 'prom-client';

/** What an operator is told of one district's index. */
export interface IndexState {
  districtCode: string;
  offerings: number;
  bytes: number;
  /** Since the moment of which the index knows everything. */
  lagMilliseconds: number;
}

type States = () => readonly IndexState[];

/** The indexes of each application of this process. */
const shown = new Set<States>();

/** Asked when somebody looks, so that figures of an index that stands still do not stand still with it. */
function gauge(name: string, help: string, valueOf: (state: IndexState) => number): void {
  if (register.getSingleMetric(name)) return;
  const made: Gauge = new Gauge({ name, help, labelNames: ['district'], collect });
  function collect(): void {
    made.reset();
    for (const states of shown)
      for (const state of states()) made.set({ district: state.districtCode }, valueOf(state));
  }
}

/** Puts size, memory and lag of indexes among the figures of `/metrics`. */
export function showIndexes(states: States): void {
  shown.add(states);
  gauge('yuanlian_offering_index_offerings', 'Offerings in the matching index', ({ offerings }) => offerings);
  gauge('yuanlian_offering_index_bytes', 'Memory of the matching index', ({ bytes }) => bytes);
  gauge(
    'yuanlian_offering_index_lag_seconds',
    'Age of what the matching index knows',
    ({ lagMilliseconds }) => lagMilliseconds / 1000,
  );
}

export function hideIndexes(states: States): void {
  shown.delete(states);
}
