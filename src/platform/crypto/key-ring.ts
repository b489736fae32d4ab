import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { ConfigurationError } from '../config';

/** One entry of `SECRET_KEYS`. The secret itself is never used; every use has a key derived for it alone. */
interface MasterKey {
  id: string;
  secret: Buffer;
}

const derive = (secret: Buffer, use: string) =>
  Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `yuanlian/${use}`, 32));

/**
 * The master keys of an installation: `id:base64,…`, the first is active, the others are kept to open what they once
 * closed and to find what they once indexed (design 8.7).
 */
export class KeyRing {
  private constructor(private readonly keys: readonly MasterKey[]) {}

  /** @throws ConfigurationError never naming a secret */
  static parse(setting: string): KeyRing {
    const keys = setting.split(',').map((entry, position) => {
      const match = /^([A-Za-z0-9-]{1,32}):([A-Za-z0-9+/]+=*)$/.exec(entry.trim());
      if (!match) throw new ConfigurationError(`SECRET_KEYS: entry ${position + 1} is not id:base64`);
      const secret = Buffer.from(match[2]!, 'base64');
      if (secret.length < 32) throw new ConfigurationError(`SECRET_KEYS: key ${match[1]} is shorter than 32 bytes`);
      return { id: match[1]!, secret };
    });
    if (new Set(keys.map((key) => key.id)).size !== keys.length) {
      throw new ConfigurationError('SECRET_KEYS: the same key id stands twice');
    }
    return new KeyRing(keys);
  }

  get activeId(): string {
    return this.keys[0]!.id;
  }

  get ids(): string[] {
    return this.keys.map((key) => key.id);
  }

  has(id: string): boolean {
    return this.keys.some((key) => key.id === id);
  }

  /** The key that wraps the keys of subjects. @throws Error for an id outside the ring */
  wrappingKey(id: string): Buffer {
    return derive(this.secretOf(id), 'wrap');
  }

  /** Keyed digest for equality search, apart for each kind so that a phone never equals an identity number. */
  blindIndex(id: string, kind: string, text: string): Buffer {
    return createHmac('sha256', derive(this.secretOf(id), `index/${kind}`))
      .update(text, 'utf8')
      .digest();
  }

  /** Lets a later start recognise the same key without storing it. */
  checkValue(id: string): Buffer {
    return createHmac('sha256', derive(this.secretOf(id), 'check'))
      .update('yuanlian')
      .digest();
  }

  matches(id: string, checkValue: Buffer): boolean {
    const own = this.checkValue(id);
    return own.length === checkValue.length && timingSafeEqual(own, checkValue);
  }

  private secretOf(id: string): Buffer {
    const key = this.keys.find((candidate) => candidate.id === id);
    if (!key) throw new Error(`Key ${id} is not in SECRET_KEYS`);
    return key.secret;
  }
}
