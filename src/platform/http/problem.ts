import { HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { QueryFailedError } from 'typeorm';
import { AppError } from '../errors';

/** RFC 9457 problem details; `title` and the fields' messages are in the reader's language. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  errors?: Array<{ field: string; code: string; message: string }>;
  allowed?: string[];
  requestId?: string;
}

const HTTP_CODES: Record<number, string> = {
  400: 'bad-request',
  401: 'sign-in-required',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
};

/** SQLSTATE → what the caller may know of it. */
const SQL_CODES: Record<string, [code: string, status: number]> = {
  '23505': ['already-exists', 409],
  '23514': ['rule-violated', 409],
  '23503': ['reference-missing', 409],
  '22P02': ['not-found', 404],
  '22021': ['text-broken', 422],
  '22P05': ['text-broken', 422],
  '40001': ['try-again', 409],
  '40P01': ['try-again', 409],
  '42501': ['forbidden', 403],
  '25P04': ['took-too-long', 503],
  '57014': ['took-too-long', 503],
};

/** Fastify's names for a body that is announced as JSON and is none. */
const NO_JSON = new Set<unknown>(['FST_ERR_CTP_EMPTY_JSON_BODY', 'FST_ERR_CTP_INVALID_JSON_BODY']);

/** Any error as a refusal the outside may see; undefined = a fault of ours, of which it learns nothing but an id. */
export function asAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  if (error instanceof HttpException) {
    const status = error.getStatus();
    if (NO_JSON.has((error.cause as { code?: string } | undefined)?.code)) return new AppError('malformed-json', 400);
    return status < 500 ? new AppError(HTTP_CODES[status] ?? 'bad-request', status) : undefined;
  }
  if (error instanceof QueryFailedError) {
    const known = SQL_CODES[(error.driverError as { code?: string }).code ?? ''];
    return known && new AppError(...known);
  }
  // Fastify's own refusals (malformed JSON, body too large) carry a status.
  const status = (error as { statusCode?: unknown }).statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new AppError(HTTP_CODES[status] ?? 'bad-request', status);
  return undefined;
}

/** Says also to machines how long to wait. */
export function retryAfter(error: AppError | undefined, reply: FastifyReply): void {
  const seconds = error?.status === 429 ? error.details.params?.seconds : undefined;
  if (seconds !== undefined) void reply.header('retry-after', String(seconds));
}

/** The problem document of a refusal. */
export function problemOf(
  error: AppError | undefined,
  translate: (key: string, params?: Record<string, string | number>) => string,
  requestId: string | undefined,
): Problem {
  const { code, status, details } = error ?? new AppError('internal-error', 500);
  return {
    type: 'about:blank',
    title: translate(`errors.${code}`, details.params),
    status,
    code,
    ...(details.fields && {
      errors: details.fields.map((field) => ({
        field: field.field,
        code: field.code,
        message: field.message ?? translate(`errors.${field.code}`, field.params),
      })),
    }),
    ...(details.allowed && { allowed: details.allowed }),
    ...(requestId && { requestId }),
  };
}
