import { Injectable } from '@nestjs/common';
import type { z, ZodType } from 'zod';
import { Transactions } from '../../platform/database';
import { AppError, brokenTexts, type FieldError } from '../../platform/errors';
import { Texts } from '../../platform/i18n';
import { type FormModel, refusedForm } from './form-model';
import { schemaInput, typedValues } from './posted-values';
import { Redirect, View } from './view';
import { fieldErrors } from './zod-errors';

/** What came with the form besides its fields. */
export interface FormMeta {
  /** Version of the row that the form was made from (hidden `_version`); null when the form has none. */
  version: number | null;
  /** Idempotency key of this page (hidden `_key`). */
  key: string | null;
}

export interface FormSteps<S extends ZodType, R> {
  /** Changes the state; runs in a savepoint, so that a refusal leaves nothing behind. */
  act(input: z.output<S>, meta: FormMeta): Promise<R>;
  /** Where to go on success: usually `redirect(…)`. */
  done(result: R): Redirect | View | Promise<Redirect | View>;
  /** The same page again with the typed values and the errors; its status becomes 422 (409, 412 as thrown). */
  again(form: FormModel): View | Promise<View>;
}

/**
 * One way to take a posted form: check, act, go on; or show the page again with everything that was typed, an error
 * beside each field and a summary (ux.md pattern 14). Works the same with and without script.
 */
@Injectable()
export class Forms {
  constructor(
    private readonly transactions: Transactions,
    private readonly texts: Texts,
  ) {}

  /** @throws AppError 404, 403, 410 and every unexpected error: those are pages of their own */
  async submit<S extends ZodType, R>(body: unknown, schema: S, steps: FormSteps<S, R>): Promise<Redirect | View> {
    const values = typedValues(body);
    const broken = brokenTexts(values);
    if (broken.length > 0) return this.refuse(values, broken, 422, steps);
    const parsed = schema.safeParse(schemaInput(values), { reportInput: true });
    if (!parsed.success) {
      const errors = fieldErrors(parsed.error.issues, (code) => this.texts.has(`errors.${code}`));
      return this.refuse(values, errors, 422, steps);
    }
    let result: R;
    try {
      result = await this.transactions.savepoint(() => steps.act(parsed.data, metaOf(body)));
    } catch (error) {
      if (!(error instanceof AppError) || ![400, 401, 409, 412, 422, 429].includes(error.status)) throw error;
      return this.refuse(values, errorsOf(error), error.status, steps);
    }
    return steps.done(result);
  }

  private async refuse<S extends ZodType, R>(
    values: Record<string, unknown>,
    errors: FieldError[],
    status: number,
    steps: FormSteps<S, R>,
  ): Promise<View> {
    const page = await steps.again(refusedForm(values, errors));
    return new View(page.template, page.model, { ...page.options, status });
  }
}

function metaOf(body: unknown): FormMeta {
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const version = Number(fields._version);
  return {
    version: fields._version !== undefined && Number.isInteger(version) ? version : null,
    key: typeof fields._key === 'string' ? fields._key : null,
  };
}

/** A refusal without fields belongs to the whole form: it is listed in the summary under the empty name. */
function errorsOf(error: AppError): FieldError[] {
  const fields = error.details.fields ?? [];
  return fields.length > 0 ? fields : [{ field: '', code: error.code, params: error.details.params }];
}
