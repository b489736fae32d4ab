/** One wrong field of an input; `code` is a text key below `errors.`, `message` an already localised sentence. */
export interface FieldError {
  field: string;
  code: string;
  params?: Record<string, string | number>;
  message?: string;
}

export interface AppErrorDetails {
  params?: Record<string, string | number>;
  fields?: FieldError[];
  /** Moves that would be allowed instead (life cycles). */
  allowed?: string[];
}

/**
 * A refusal that the caller can understand and mend. `code` is stable, is the API's problem code and names the text
 * `errors.<code>`; `status` is the HTTP status.
 */
export class AppError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly details: AppErrorDetails = {},
  ) {
    // Field names and codes, never values: this may reach a log.
    super([code, ...(details.fields ?? []).map((field) => `${field.field} ${field.code}`)].join('; '));
  }
}

/** 404: not there, or out of the caller's reach (both look the same on purpose). */
export const notFound = (code = 'not-found', params?: AppErrorDetails['params']) => new AppError(code, 404, { params });
/** 409: the state of the thing does not allow the act. */
export const conflict = (code: string, params?: AppErrorDetails['params'], allowed?: string[]) =>
  new AppError(code, 409, { params, allowed });
/** 403: the actor may not do this at all. */
export const forbidden = (code = 'forbidden', params?: AppErrorDetails['params']) =>
  new AppError(code, 403, { params });
/** 410: it was there and has ended (links, invitations). */
export const gone = (code: string, params?: AppErrorDetails['params']) => new AppError(code, 410, { params });
/** 422: the input breaks a rule; one entry per field. */
export const invalid = (fields: FieldError[], code = 'validation-failed') => new AppError(code, 422, { fields });
/** 412: someone else changed it since it was read. */
export const stale = () => new AppError('stale-version', 412);
