import type { FieldError } from '../../platform/errors';

/** What a form shows: typed values and, after a refusal, the errors. Templates read it through the helper `field`. */
export interface FormModel {
  values: Record<string, unknown>;
  /** By field name; localised when the page is rendered. */
  errors: Record<string, FieldError>;
  /** What ids of its fields begin with, where a page has several forms with fields of one name; default `f`. */
  idPrefix?: string;
  /** For the partial `error-summary`: link to the field, and its error. */
  summary: Array<{ href: string; error: FieldError }>;
}

/** A form that nobody has sent yet; `values` fill it, e.g. from the stored row. */
export function emptyForm(values: object = {}): FormModel {
  return { values: { ...values }, errors: {}, summary: [] };
}

/** The form as it was sent, with its errors; several errors of a field show the first. */
export function refusedForm(values: Record<string, unknown>, fields: readonly FieldError[]): FormModel {
  const errors: Record<string, FieldError> = {};
  for (const error of fields) errors[error.field] ??= error;
  return {
    values,
    errors,
    summary: Object.values(errors).map((error) => ({ href: `#${fieldId(error.field)}`, error })),
  };
}

/** The same form as one of several of a page that have the same fields: its ids, and the links to them, are its own. */
export function formAmongOthers(form: FormModel, idPrefix: string): FormModel {
  const summary = form.summary.map(({ error }) => ({ href: `#${fieldId(error.field, idPrefix)}`, error }));
  return { ...form, idPrefix, summary };
}

/** Id of a field's control in the page; the error summary links to it. */
export const fieldId = (name: string, prefix = 'f') => `${prefix}-${name.replace(/[^\w-]+/g, '-')}`;
