import { identityKinds } from '../../people/households';
import type { Choices } from './choices';
import { illnesses, relations, sexes, workCapacities, worksAs } from './household-forms';

/** What the selects of a person offer. */
export const memberChoices = (choices: Choices) => ({
  relations: choices.of('households.relation.', relations),
  sexes: choices.of('households.sex.', sexes),
  kinds: choices.of('people-checks.identity-kind.', identityKinds),
  work: choices.of('households.work.', workCapacities),
  works: choices.of('households.works.', worksAs),
  illnesses: choices.of('households.illness.', illnesses),
});
