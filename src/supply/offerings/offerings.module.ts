import { Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { RegionsModule } from '../../reference/regions';
import { TaxonomyModule } from '../../reference/taxonomy';
import { ContractsModule } from '../contracts';
import { FundsModule } from '../funds';
import { ProvidersModule } from '../providers';
import { CandidatesStore } from './candidates.store';
import { CapacityBalance } from './capacity-balance.entity';
import { CapacityEntry } from './capacity-entry.entity';
import { CapacityHolding } from './capacity-holding.entity';
import { CapacityController } from './capacity.controller';
import { Capacity } from './capacity.service';
import { CapacityStore } from './capacity.store';
import { ImportOffering } from './import-offering.use-case';
import { ImportsStore } from './imports.store';
import { Offering } from './offering.entity';
import { OfferingCapacity } from './offering-capacity.service';
import { OfferingChanges } from './offering-changes.store';
import { OfferingNews } from './offering-news';
import { OfferingReferences } from './offering-references';
import { OfferingsController } from './offerings.controller';
import { Offerings } from './offerings.service';
import { OfferingsStore } from './offerings.store';
import { ReservationDue } from './reservation-due.handler';
import { Reservations } from './reservations.service';
import { ConfirmOfferings } from './use-cases/confirm-offerings.use-case';
import { CreateOffering } from './use-cases/create-offering.use-case';
import { EditOffering } from './use-cases/edit-offering.use-case';
import { ListOfferings } from './use-cases/list-offerings.use-case';
import { MoveOfferings } from './use-cases/move-offerings.use-case';

registerEntities([Offering, CapacityBalance, CapacityEntry, CapacityHolding]);

const exported = [
  Offerings,
  OfferingChanges,
  Capacity,
  Reservations,
  OfferingCapacity,
  ImportOffering,
  CreateOffering,
  EditOffering,
  MoveOfferings,
  ConfirmOfferings,
  ListOfferings,
];

@Module({
  imports: [RegionsModule, TaxonomyModule, ProvidersModule, ContractsModule, FundsModule],
  controllers: [OfferingsController, CapacityController],
  providers: [
    OfferingsStore,
    CandidatesStore,
    CapacityStore,
    ImportsStore,
    OfferingReferences,
    OfferingNews,
    ReservationDue,
    ...exported,
  ],
  exports: exported,
})
export class OfferingsModule {}
