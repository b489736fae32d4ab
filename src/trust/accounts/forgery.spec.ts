import { checkOrigin, checkToken } from './forgery';

describe('forged requests', () => {
  const own = 'https://help.example.org';

  it.each([
    [{}],
    [{ 'sec-fetch-site': 'same-origin' }],
    [{ 'sec-fetch-site': 'none' }],
    [{ origin: own, host: 'internal:3000' }],
    [{ origin: 'http://192.168.1.5:3000', host: '192.168.1.5:3000' }],
  ])('lets %j through', (headers) => {
    expect(() => checkOrigin(headers, own)).not.toThrow();
  });

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example.com', host: 'help.example.org' }],
    [{ origin: 'null', host: 'help.example.org' }],
  ])('refuses %j', (headers) => {
    expect(() => checkOrigin(headers, own)).toThrow(
      expect.objectContaining({ code: 'cross-site-refused', status: 403 }),
    );
  });

  it('takes the token from field, address or header, and no other', () => {
    const nothing = { body: undefined, query: {}, headers: {} };
    expect(() => checkToken({ ...nothing, body: { _csrf: 'secret' } }, 'secret')).not.toThrow();
    expect(() => checkToken({ ...nothing, query: { _csrf: 'secret' } }, 'secret')).not.toThrow();
    expect(() => checkToken({ ...nothing, headers: { 'x-csrf-token': 'secret' } }, 'secret')).not.toThrow();
    expect(() => checkToken({ ...nothing, body: { _csrf: ['secret'] } }, 'secret')).toThrow();
    expect(() => checkToken({ ...nothing, body: { _csrf: 'secreT' } }, 'secret')).toThrow();
    expect(() => checkToken(nothing, 'secret')).toThrow();
  });
});
