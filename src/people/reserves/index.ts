export { BookReserve, EditReserve, handKinds, OpenReserve, ReserveQuery, UndoReserveEntry } from './dto/reserve.dto';
export type { ReserveEntryView, ReserveView } from './dto/reserve.view';
export { ReservesModule } from './reserves.module';
export { Reserves } from './reserves.service';
export { KeepReserve } from './use-cases/keep-reserve.use-case';
export { PayAid } from './use-cases/pay-aid.use-case';
