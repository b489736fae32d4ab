import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { HouseholdDirectory } from '../../trust/approvals';
import { Household } from './household.entity';
import { HouseholdCounts } from './household-counts';
import { HouseholdGram } from './household-gram.entity';
import { HouseholdMember } from './household-member.entity';
import { FileLookup } from './file-lookup';
import { FileSearch } from './file-search';
import { FieldReveals } from './field-reveals.store';
import { FindDuplicates } from './find-duplicates';
import { HouseholdLevels } from './household-levels';
import { HouseholdNews } from './household-news';
import { HouseholdViews } from './household-views';
import { HouseholdSearchesController } from './household-searches.controller';
import { HouseholdsController } from './households.controller';
import { Households } from './households.service';
import { HouseholdsStore } from './households.store';
import { IdentifiedEntries } from './identified-entries';
import { IdentityClaims } from './identity-claims';
import { KnownPeople } from './known-people';
import { MemberPaperCheck } from './member-papers';
import { MembersController } from './members.controller';
import { RedFlag } from './red-flag';
import { ReadingsController } from './readings.controller';
import { AddMember } from './use-cases/add-member.use-case';
import { MoveMembers } from './use-cases/move-members.use-case';
import { OpenHousehold } from './use-cases/create-household.use-case';
import { CorrectMember } from './use-cases/edit-member.use-case';
import { RemoveMember } from './use-cases/remove-member.use-case';
import { RevealField } from './use-cases/reveal-field.use-case';
import { ChangeHousehold } from './use-cases/update-household.use-case';
import './household.copy';

registerEntities([Household, HouseholdMember, HouseholdGram]);

const useCases = [AddMember, ChangeHousehold, CorrectMember, MoveMembers, OpenHousehold, RemoveMember, RevealField];

/** Files of households and the people in them (R55, R68, R99). */
@Global()
@Module({
  controllers: [HouseholdsController, HouseholdSearchesController, MembersController, ReadingsController],
  providers: [
    Households,
    HouseholdsStore,
    HouseholdCounts,
    HouseholdViews,
    FileLookup,
    FileSearch,
    HouseholdLevels,
    FieldReveals,
    FindDuplicates,
    HouseholdNews,
    IdentifiedEntries,
    IdentityClaims,
    KnownPeople,
    MemberPaperCheck,
    RedFlag,
    { provide: HouseholdDirectory, useExisting: FileLookup },
    ...useCases,
  ],
  exports: [
    Households,
    HouseholdCounts,
    FileSearch,
    HouseholdDirectory,
    HouseholdLevels,
    HouseholdViews,
    FindDuplicates,
    IdentifiedEntries,
    KnownPeople,
    ...useCases,
  ],
})
export class HouseholdsModule {}
