export { checkCreditCode, creditCodeCheckCharacter } from './credit-code';
export type { CreditCodeCheck, CreditCodeHolder } from './credit-code';
