import type { ExecutionContext } from '@nestjs/common';
import { Config } from '../../platform/config';
import { CsrfGuard } from './csrf.guard';

const config = Object.assign(new Config(), { publicUrl: 'https://help.example.org' });

/** What the guard answers to a form post: passed, or the refusal's code. */
function answer(changes: object): string {
  const request = {
    method: 'POST',
    url: '/console/leads',
    headers: {},
    query: {},
    body: {},
    protocol: 'http',
    ...changes,
  };
  const context = { switchToHttp: () => ({ getRequest: () => request }) } as ExecutionContext;
  try {
    return new CsrfGuard(config).canActivate(context) ? 'passed' : 'refused';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('forms from elsewhere', () => {
  it.each([
    ['passed', {}],
    ['passed', { 'sec-fetch-site': 'same-origin' }],
    ['passed', { 'sec-fetch-site': 'none' }],
    ['passed', { origin: 'https://help.example.org', host: 'internal:3000' }],
    ['passed', { origin: 'http://192.168.1.5:3000', host: '192.168.1.5:3000' }],
    ['form-from-elsewhere', { 'sec-fetch-site': 'cross-site' }],
    ['form-from-elsewhere', { 'sec-fetch-site': 'same-site' }],
    ['form-from-elsewhere', { origin: 'https://evil.example.com', host: 'help.example.org' }],
    ['form-from-elsewhere', { origin: 'null', host: 'help.example.org' }],
  ])('are %s with %j', (expected, headers) => {
    expect(answer({ headers })).toBe(expected);
  });

  it.each([
    ['passed', { body: { _csrf: 'secret' } }],
    ['passed', { body: undefined, query: { _csrf: 'secret' } }],
    ['passed', { method: 'GET', body: undefined }],
    ['form-expired', { body: { _csrf: 'secreT' } }],
    ['form-expired', { body: { _csrf: 'sécret' } }],
    ['form-expired', { body: { _csrf: ['secret'] } }],
    ['form-expired', { body: undefined }],
  ])('are %s in a session with %j', (expected, changes) => {
    expect(answer({ csrf: 'secret', ...changes })).toBe(expected);
  });
});
