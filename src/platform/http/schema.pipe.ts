import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { brokenTexts, type FieldError, invalid } from '../errors';
import { requestContext } from './request-context';

const locales = { 'zh-CN': z.locales.zhCN().localeError, en: z.locales.en().localeError };

/** Wrong input as field errors with a sentence in the reader's language. */
export function fieldErrors(issues: z.core.$ZodIssue[]): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    const path = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ field: path ? `${path}.${key}` : key, code: 'unknown-field' }));
    }
    const custom = codeOf(issue);
    return [
      { field: path, code: custom ?? issue.code.replaceAll('_', '-'), message: custom ? undefined : issue.message },
    ];
  });
}

/** A schema names a code of its own as parameter or as the message, which has no blanks then. */
function codeOf(issue: z.core.$ZodIssue): string | undefined {
  if (/^[a-z]+(-[a-z0-9]+)+$/.test(issue.message)) return issue.message;
  return issue.code === 'custom' ? (issue.params as { code?: string } | undefined)?.code : undefined;
}

/** Checks `value`; the messages are in `locale`. @throws AppError 422 with one entry a field */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown, locale = 'zh-CN'): z.output<S> {
  const broken = brokenTexts(value);
  if (broken.length > 0) throw invalid(broken);
  const result = schema.safeParse(value, { error: locale === 'en' ? locales.en : locales['zh-CN'] });
  if (!result.success) throw invalid(fieldErrors(result.error.issues));
  return result.data;
}

/** Global pipe: a parameter that names a zod schema is checked and converted by it. */
@Injectable()
export class SchemaPipe implements PipeTransform {
  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    const schema = metadata.schema;
    if (!(schema instanceof z.ZodType)) return value;
    const locale = requestContext.getStore()?.locale;
    if (metadata.type !== 'param' || metadata.data === undefined) return parseInput(schema, value ?? {}, locale);
    // A single parameter has no path of its own: the error names it.
    return parseInput(z.object({ [metadata.data]: schema }), { [metadata.data]: value }, locale)[metadata.data];
  }
}
