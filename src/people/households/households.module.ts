import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { Household } from './household.entity';
import { HouseholdGram } from './household-gram.entity';
import { HouseholdMember } from './household-member.entity';
import { Households } from './households.service';
import { HouseholdsStore } from './households.store';
import { MemberPaperCheck } from './member-papers';
import { AddMember } from './use-cases/add-member.use-case';
import { OpenHousehold } from './use-cases/create-household.use-case';

registerEntities([Household, HouseholdMember, HouseholdGram]);

/** Files of households and the people in them (R55, R68, R99). */
@Global()
@Module({
  providers: [Households, HouseholdsStore, MemberPaperCheck, AddMember, OpenHousehold],
  exports: [Households, AddMember, OpenHousehold],
})
export class HouseholdsModule {}
