export { decideScalesInput, screenInput } from './dto/scale-choice.dto';
export type { ScaleChoiceView } from './dto/scale-choice.view';
export { screeningAnswers } from './propose-scales';
export { ScaleChoiceViews } from './scale-choice-views';
export { ScaleChoicesModule } from './scale-choices.module';
export { ScaleChoices } from './scale-choices.service';
export { Screenings } from './screenings';
export { DecideScales } from './use-cases/decide-scales.use-case';
export { ScreenHousehold } from './use-cases/screen-household.use-case';
