import type { Layer } from './matching.types';

/**
 * R78: policy, then social aid, then the special fund, the provincial fund as the last resort. Family and self help (R5) stand
 * beside social aid: they spend nothing. The order stands for every class: R12 sends classes 3 and 4 to social aid because
 * little policy aid admits them, and where some does, R7 wants it first. The pack's row of a class decides the gate.
 */
const RANKS: Readonly<Record<Layer, number>> = {
  policy: 3,
  society: 2,
  family: 2,
  self: 2,
  'special-fund': 1,
  'provincial-fund': 0,
};

/** Rank 0..3 of a layer in the order of use. */
export const layerRank = (layer: Layer): number => RANKS[layer];

export type Side = 'government' | 'society' | 'family' | 'self';

/** The side of R5 under which a plan item of this layer is counted. */
export function sideOf(layer: Layer): Side {
  if (layer === 'policy') return 'government';
  if (layer === 'family' || layer === 'self') return layer;
  return 'society';
}
