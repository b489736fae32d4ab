export { checkDisabilityCard, disabilityKinds } from './disability-card';
export type { DisabilityCardCheck, DisabilityKind } from './disability-card';
export { checkIdentityNumber, identityKinds, maskIdentityNumber, normaliseIdentityNumber } from './identity-number';
export type { IdentityCheck, IdentityKind } from './identity-number';
export { nameGrams, searchGrams } from './name-grams';
