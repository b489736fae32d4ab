import type { z } from 'zod';
import type { FieldError } from '../../platform/errors';

type Issue = z.core.$ZodIssue;

/**
 * Turns what zod found into error codes of `errors.*`. A schema names a code of its own by giving it as the message:
 * `z.string().refine(isCreditCode, 'credit-code-wrong')`.
 */
export function fieldErrors(issues: readonly Issue[], knows: (code: string) => boolean): FieldError[] {
  return issues.flatMap((issue) => {
    const field = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ field: field ? `${field}.${key}` : key, code: 'field-unknown' }));
    }
    if (/^[a-z0-9-]+$/.test(issue.message) && knows(issue.message)) return [{ field, code: issue.message }];
    return [{ field, ...known(issue) }];
  });
}

function known(issue: Issue): Pick<FieldError, 'code' | 'params'> {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.message.endsWith('received undefined')) return { code: 'field-required' };
      return { code: issue.expected === 'number' || issue.expected === 'int' ? 'field-number' : 'field-format' };
    case 'too_small':
      return size(issue.origin, 'small', Number(issue.minimum));
    case 'too_big':
      return size(issue.origin, 'big', Number(issue.maximum));
    case 'invalid_value':
    case 'invalid_union':
      return { code: issue.input === undefined ? 'field-required' : 'field-choice' };
    default:
      return { code: 'field-format' };
  }
}

function size(origin: string, side: 'small' | 'big', limit: number): Pick<FieldError, 'code' | 'params'> {
  if (origin === 'string') return { code: side === 'small' ? 'field-too-short' : 'field-too-long', params: { limit } };
  if (origin === 'array' || origin === 'set')
    return { code: side === 'small' ? 'field-choose-more' : 'field-choose-fewer', params: { limit } };
  return { code: side === 'small' ? 'field-too-small' : 'field-too-big', params: { limit } };
}
