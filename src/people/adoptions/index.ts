export type { Adoption } from './adoption.entity';
export { type AdoptionMove, adoptionLifecycle } from './adoption.lifecycle';
export { Adoptions } from './adoptions.service';
export { AdoptionsModule } from './adoptions.module';
export { AdoptionQuery, AdoptionReason, AskAdoption as AskAdoptionInput } from './dto/adoption.dto';
export { AskAdoption } from './use-cases/ask-adoption.use-case';
export { DecideAdoption } from './use-cases/decide-adoption.use-case';
export { WithdrawAdoption } from './use-cases/withdraw-adoption.use-case';
