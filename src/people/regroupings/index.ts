export { RegroupingInput } from './dto/regrouping.dto';
export type { RegroupingPreview, RegroupingsView, RegroupingView } from './dto/regrouping.view';
export { regroupingKinds, regroupingReasons } from './regrouping.entity';
export { Regroupings } from './regroupings.service';
export { RegroupingsModule } from './regroupings.module';
export { PreviewRegrouping } from './use-cases/preview-regrouping.use-case';
export { Regroup } from './use-cases/regroup.use-case';
export { UndoRegrouping } from './use-cases/undo-regrouping.use-case';
