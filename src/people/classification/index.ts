export { ClassificationViews } from './classification-views';
export type { ClassificationView } from './dto/classification.view';
export type { Classification } from './classification.entity';
export { ClassificationModule } from './classification.module';
export { Classifications } from './classifications.service';
export {
  ClassificationQuery,
  confirmClassificationInput,
  eventKinds,
  proposeClassificationInput,
} from './dto/classification.dto';
export { RecheckQuery, recheckCircles } from './dto/recheck.dto';
export type { Recheck } from './recheck.entity';
export { Rechecks } from './rechecks.service';
export { viewRecheck } from './dto/recheck.view';
export { CallForPerson } from './use-cases/call-for-person.use-case';
export { ConfirmClassification } from './use-cases/confirm-classification.use-case';
export { ProposeClassification } from './use-cases/propose-classification.use-case';
export { TakeBackDecision } from './use-cases/take-back-decision.use-case';
