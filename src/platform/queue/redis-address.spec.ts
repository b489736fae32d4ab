import { parseRedisAddress, RedisAddressError } from './redis-address';

describe('REDIS_URL', () => {
  it('may name one server, plain or with TLS', () => {
    const url = 'rediss://user:secret@redis.example:6380/2';
    expect(parseRedisAddress(url)).toEqual({ kind: 'single', url });
    expect(parseRedisAddress('redis://localhost')).toEqual({ kind: 'single', url: 'redis://localhost' });
  });

  it('may name a cluster', () => {
    expect(parseRedisAddress('redis+cluster://:s%40crt@a:7000,b')).toEqual({
      kind: 'cluster',
      nodes: [
        { host: 'a', port: 7000 },
        { host: 'b', port: 6379 },
      ],
      options: { password: 's@crt' },
    });
  });

  it('may name sentinels with the set and the database', () => {
    expect(parseRedisAddress('rediss+sentinel://user:pw@a:26379,b/mymaster/3')).toEqual({
      kind: 'sentinel',
      nodes: [
        { host: 'a', port: 26379 },
        { host: 'b', port: 26379 },
      ],
      options: { username: 'user', password: 'pw', tls: {}, name: 'mymaster', db: 3 },
    });
  });

  it.each([
    'localhost:6379',
    'http://a',
    'redis+cluster://a:99999',
    'redis+sentinel://a:26379',
    'redis+cluster://:7000',
  ])('is refused without being repeated: %s', (url) => {
    expect(() => parseRedisAddress(url)).toThrow(RedisAddressError);
    expect(() => parseRedisAddress(url)).not.toThrow(url);
  });
});
