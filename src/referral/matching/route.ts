import type { Layer, MatchContext } from './matching.types';

export type Route = Readonly<Record<Layer, number>>;

/** R78: policy, then social aid, then the special fund, the provincial fund as the last resort. Family and self help (R5) stand beside social aid: they spend nothing. */
export const DEFAULT_ROUTE: Route = {
  policy: 3,
  society: 2,
  family: 2,
  self: 2,
  'special-fund': 1,
  'provincial-fund': 0,
};

/** Rank 0..3 of a layer for a class of household (R12); the pack's route when it has one. */
export function layerRank(layer: Layer, householdClass: string | null, context: MatchContext): number {
  const route = (householdClass !== null && context.routes?.[householdClass]) || DEFAULT_ROUTE;
  return Math.max(0, Math.min(3, Math.trunc(route[layer])));
}

export type Side = 'government' | 'society' | 'family' | 'self';

/** The side of R5 under which a plan item of this layer is counted. */
export function sideOf(layer: Layer): Side {
  if (layer === 'policy') return 'government';
  if (layer === 'family' || layer === 'self') return layer;
  return 'society';
}
