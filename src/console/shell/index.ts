export { emptyForm, type FormModel } from './form-model';
export { type FormMeta, Forms, type FormSteps } from './forms.service';
export { oneOrMany, ticked } from './posted-values';
export { type Flash, type PageLink, Redirect, redirect, type RedirectOptions, View, view, type ViewOptions } from './view';
