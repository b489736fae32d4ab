export { CapacityBalance } from './capacity-balance.entity';
export { Capacity } from './capacity.service';
export {
  CreateOfferingInput,
  EditOfferingInput,
  MAX_FEN,
  MoveOfferingsInput,
  OfferingQuery,
  offeringModes,
  offeringPayers,
  offeringSides,
  offeringStates,
  OpenCapacityInput,
  requiredCredentials,
} from './dto/offering.dto';
export { ImportOffering } from './import-offering.use-case';
export type { ImportedOffering, ImportedProvider } from './import-record';
export type { CandidatePayer, CandidateQuery, OfferingCandidate } from './offering-candidate';
export { OfferingDetails, OfferingEligibility, OfferingSchedule, WeeklySlot } from './offering-terms';
export { OfferingChanges, type OfferingChangesSince } from './offering-changes.store';
export { OfferingCapacity } from './offering-capacity.service';
export { Offering } from './offering.entity';
export { offeringLifecycle, type OfferingMove } from './offering.lifecycle';
export { OfferingsModule } from './offerings.module';
export { CONFIRM_AFTER_DAYS, Offerings } from './offerings.service';
export type { OfferingFilter } from './offerings.store';
export { nextPeriod, Period, periodOf } from './period';
export { Reservations } from './reservations.service';
export type { ReserveRequest } from './reserve-request';
export { ConfirmOfferings } from './use-cases/confirm-offerings.use-case';
export { CreateOffering } from './use-cases/create-offering.use-case';
export { EditOffering } from './use-cases/edit-offering.use-case';
export { type ListedOfferings, ListOfferings, type RowProblem } from './use-cases/list-offerings.use-case';
export { MoveOfferings } from './use-cases/move-offerings.use-case';
