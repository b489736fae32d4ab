export { checkDisabilityCard, disabilityKinds } from './disability-card';
export type { DisabilityCardCheck, DisabilityKind } from './disability-card';
export {
  CreateHousehold,
  EditMember,
  LeaveHousehold,
  leaveReasons,
  MemberInput,
  mostMembers,
  revealFields,
  RevealField as RevealInput,
  UpdateHousehold,
} from './dto/create-household.dto';
export { HouseholdQuery } from './dto/household-query.dto';
export { householdEntry, householdLine, householdView, maskPhone, memberView } from './dto/household.view';
export type { DuplicatesView, HouseholdEntry, HouseholdLine, HouseholdView, MemberView } from './dto/household.view';
export { FileSearch, type FoundFiles } from './file-search';
export { FindDuplicates } from './find-duplicates';
export { type HouseholdCount, HouseholdCounts } from './household-counts';
export { HouseholdLevels } from './household-levels';
export type { Household } from './household.entity';
export type { HouseholdFacts, MemberFacts } from './household-facts';
export type { HouseholdMember } from './household-member.entity';
export { HouseholdViews } from './household-views';
export { IdentifiedEntries } from './identified-entries';
export { HouseholdsModule } from './households.module';
export { Households } from './households.service';
export {
  checkIdentityNumber,
  identityCheckCharacter,
  identityKinds,
  maskIdentityNumber,
  normaliseIdentityNumber,
} from './identity-number';
export type { IdentityCheck, IdentityKind } from './identity-number';
export { type KnownFile, KnownPeople } from './known-people';
export { nameGrams, searchGrams } from './name-grams';
export { AddMember } from './use-cases/add-member.use-case';
export { OpenHousehold } from './use-cases/create-household.use-case';
export { CorrectMember } from './use-cases/edit-member.use-case';
export {
  type ChangedStayer,
  type MovedMember,
  MoveMembers,
  type Mover,
  type Relation,
  type Way,
} from './use-cases/move-members.use-case';
export { RemoveMember } from './use-cases/remove-member.use-case';
export { RevealField } from './use-cases/reveal-field.use-case';
export { ChangeHousehold } from './use-cases/update-household.use-case';
