import type { Panel } from './calculation-result';

export const panelOf = (holds: boolean): Panel => (holds ? 'in' : 'out');
export const not = (panel: Panel): Panel => (panel === 'in' ? 'out' : panel === 'out' ? 'in' : 'unknown');

/** In when all are, out when one is, unknown otherwise. */
export const all = (panels: readonly Panel[]): Panel =>
  panels.find((panel) => panel === 'out') ?? panels.find((panel) => panel === 'unknown') ?? 'in';
