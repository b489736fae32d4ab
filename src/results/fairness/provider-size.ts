import { type Cells, shownParts } from '../../people/instrument-quality';
import { percent } from './percent';

/** How large a provider is: places a month of all it lists; `unknown` where it states none. */
export const providerSizes = ['small', 'medium', 'large', 'unknown'] as const;
export type ProviderSize = (typeof providerSizes)[number];

/** Most places a month of a small and of a medium provider. */
export const SIZE_LIMITS = { small: 20, medium: 100 } as const;

/** What became of the offers of providers of one size. */
export interface OfferCount {
  size: ProviderSize;
  providers: number;
  offerings: number;
  /** Pairs of a need and an offering that a stored match has shown. */
  shown: number;
  /** Of these: a referral was made. */
  chosen: number;
  /** Of these: the provider accepted. */
  accepted: number;
}

export interface ShownOffers extends Pick<OfferCount, 'size' | 'providers' | 'offerings'> {
  shown: number | null;
  chosen: number | null;
  accepted: number | null;
  share: number | null;
}

export function sizeOf(places: number | null): ProviderSize {
  if (places === null) return 'unknown';
  if (places <= SIZE_LIMITS.small) return 'small';
  return places <= SIZE_LIMITS.medium ? 'medium' : 'large';
}

const cellsOf = ({ shown, chosen, accepted }: OfferCount): Cells => ({
  accepted,
  refused: chosen - accepted,
  passed: shown - chosen,
});

/** Every size once; figures of fewer than ten offers are not told, nor those from which they could be worked out. */
export function offersBySize(counts: readonly OfferCount[]): ShownOffers[] {
  const parts = new Map(counts.map((one, at) => [at, cellsOf(one)]));
  const whole: Record<string, number> = { accepted: 0, refused: 0, passed: 0 };
  for (const cells of parts.values()) for (const key of Object.keys(whole)) whole[key]! += cells[key]!;
  const told = shownParts(whole, parts);
  return providerSizes.map((size) => {
    const at = counts.findIndex((one) => one.size === size);
    const { providers, offerings, shown, chosen, accepted } = counts[at] ?? NOTHING;
    const known = at < 0 || told.has(at) || shown === 0;
    return known
      ? { size, providers, offerings, shown, chosen, accepted, share: percent(accepted, shown) }
      : { size, providers, offerings, shown: null, chosen: null, accepted: null, share: null };
  });
}

const NOTHING = { providers: 0, offerings: 0, shown: 0, chosen: 0, accepted: 0 };
