export { addEconomyLineInput, editEconomyLineInput } from './dto/economy.dto';
export { economyKinds, economyMethods, economyPeriods, itemsOf } from './economy-items';
export type { EconomyLine } from './economy-line.entity';
export type { LineOfMany } from './economy-lines.store';
export { declaredFen, type EconomyTotals } from './economy-totals';
export { EconomyViews } from './economy-views';
export { Economy } from './economy.service';
export { type CarriedLine, CarryEconomy } from './use-cases/carry-economy.use-case';
export { VerificationModule } from './verification.module';
