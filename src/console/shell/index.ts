export { assetsBase, ownFile } from './assets';
export { ConsoleSession } from './console-session';
export { emptyForm, formAmongOthers, type FormModel } from './form-model';
export { type FormMeta, Forms, type FormSteps } from './forms.service';
export { type HomeCard, HomeCards, type HomeCardSource } from './home-cards';
export { CurrentLocale, ownAddress, pageLocale } from './page-locale';
export { Pages } from './pages.service';
export { qrCode } from './qr-code';
export { oneOrMany, schemaInput, ticked, typedValues } from './posted-values';
export { ShellModule } from './shell.module';
export {
  type Flash,
  type PageLink,
  Redirect,
  redirect,
  type RedirectOptions,
  View,
  view,
  type ViewOptions,
} from './view';
