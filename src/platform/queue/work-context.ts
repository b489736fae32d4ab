import type { RequestContext } from '../http';

/** What work in the worker carries along for its log lines: the id of the request that caused it. */
export const workContext = (method: 'EVENT' | 'JOB', path: string, requestId: string): RequestContext => ({
  requestId,
  locale: 'zh-CN',
  method,
  path,
});
