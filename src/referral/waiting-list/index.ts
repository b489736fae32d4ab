export {
  AcceptHeldPlace as AcceptHeldPlaceInput,
  JoinWaitingList as JoinWaitingListInput,
  LeaveWaitingList as LeaveWaitingListInput,
  QueueQuery,
} from './dto/waiting-list.dto';
export type { WaitingListEntryView, WaitingListView } from './dto/waiting-list.view';
export { OfferPlaces } from './offer-places';
export { AnswerHeldPlace } from './use-cases/answer-held-place.use-case';
export { JoinWaitingList } from './use-cases/join-waiting-list.use-case';
export { WaitingListModule } from './waiting-list.module';
export { type WaitingLine, WaitingLists } from './waiting-list.service';
