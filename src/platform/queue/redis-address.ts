import { Cluster, Redis, type RedisOptions } from 'ioredis';

/** Where Redis is. Several hosts are separated by commas. */
export type RedisAddress =
  | { kind: 'single'; url: string }
  | { kind: 'cluster'; nodes: Host[]; options: RedisOptions }
  | { kind: 'sentinel'; nodes: Host[]; options: RedisOptions };

interface Host {
  host: string;
  port: number;
}

/** REDIS_URL has no form that we know. The message does not repeat it: it may hold a password. */
export class RedisAddressError extends Error {
  constructor() {
    super(
      'REDIS_URL: use redis://host:port, rediss://…, redis+cluster://host:port,host:port or redis+sentinel://host:port,host:port/name',
    );
  }
}

const FORM = /^(rediss?)(?:\+(cluster|sentinel))?:\/\/(?:([^@/]*)@)?([^@/]+)(?:\/([^/]*))?(?:\/(\d+))?$/;

/** @throws RedisAddressError */
export function parseRedisAddress(url: string): RedisAddress {
  const [, scheme, form, login, hosts = '', first = '', last] = FORM.exec(url) ?? [];
  if (!scheme) throw new RedisAddressError();
  if (!form) return { kind: 'single', url };
  const nodes = hosts.split(',').map((host) => hostOf(host, form === 'cluster' ? 6379 : 26379));
  const options: RedisOptions = { ...loginOf(login), ...(scheme === 'rediss' && { tls: {} }) };
  if (form === 'cluster') return { kind: 'cluster', nodes, options };
  if (!first) throw new RedisAddressError();
  return { kind: 'sentinel', nodes, options: { ...options, name: first, db: Number(last ?? 0) } };
}

function hostOf(text: string, fallback: number): Host {
  const [host = '', port] = text.split(':');
  const number = port === undefined ? fallback : Number(port);
  if (!host || !Number.isInteger(number) || number < 1 || number > 65535) throw new RedisAddressError();
  return { host, port: number };
}

function loginOf(login: string | undefined): RedisOptions {
  if (!login) return {};
  const [username = '', password] = login.split(':').map(decodeURIComponent);
  return password === undefined ? { password: username } : { ...(username && { username }), password };
}

/** Opens the connection that queues and workers share. BullMQ waits for ever, hence no limit of retries. */
export function openRedis(url: string): Redis | Cluster {
  const address = parseRedisAddress(url);
  const waiting: RedisOptions = { maxRetriesPerRequest: null };
  if (address.kind === 'single') return new Redis(address.url, waiting);
  const options = { ...address.options, ...waiting };
  if (address.kind === 'cluster') return new Cluster(address.nodes, { redisOptions: options });
  return new Redis({ ...options, sentinels: address.nodes });
}
