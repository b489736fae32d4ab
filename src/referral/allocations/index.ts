export { edgeBetween, type Market, type MarketEdge, MarketError, type MarketInput, packMarket } from './market';
export { solve, type Solution, type SolveOptions } from './solve';
export { type Certificate, certificateOf, publishedForm } from './certificate';
export { verify } from './verify';
export type { Flaw } from './verify-figures';
export { type DistrictMarket, districtMarket, type HouseholdSnapshot } from './district-market';
