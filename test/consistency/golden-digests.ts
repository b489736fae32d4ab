import { calculate, canonicalText, compileRules, digestOf } from '../../src/people/means-test';
import { casesOf, factsOf, packOf, PACKS } from './golden-case';

/** Calculates every golden case and prints its digest, below the time zone and the language of this process. */
const { timeZone, locale } = new Intl.DateTimeFormat().resolvedOptions();
const digests = PACKS.flatMap((pack) =>
  casesOf(pack).map((one) => {
    const result = calculate(factsOf(one), compileRules(packOf(pack, one), one.on));
    return `${digestOf(canonicalText(result))} ${pack}: ${one.name}`;
  }),
);
console.log(JSON.stringify({ timeZone, locale, digests }));
