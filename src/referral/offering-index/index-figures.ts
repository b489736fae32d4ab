import { Gauge, register } from 'prom-client';

/** What an operator is told of one district's index. */
export interface IndexState {
  districtCode: string;
  offerings: number;
  bytes: number;
  /** Since the feed was read last. */
  lagMilliseconds: number;
}

const LABELS = ['district'];

function gauge(name: string, help: string): Gauge {
  const known = register.getSingleMetric(name);
  return known instanceof Gauge ? known : new Gauge({ name, help, labelNames: LABELS });
}

/** Puts size, memory and lag of the indexes among the figures of `/metrics`. */
export function showIndexes(states: readonly IndexState[]): void {
  for (const { districtCode: district, offerings, bytes, lagMilliseconds } of states) {
    gauge('yuanlian_offering_index_offerings', 'Offerings in the matching index').set({ district }, offerings);
    gauge('yuanlian_offering_index_bytes', 'Memory of the matching index').set({ district }, bytes);
    gauge('yuanlian_offering_index_lag_seconds', 'Age of what the matching index knows').set(
      { district },
      lagMilliseconds / 1000,
    );
  }
}
