import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '../config';
import { KeyRing } from './key-ring';
import { loadKeyRing } from './key-source';

const entry = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;

describe('KeyRing', () => {
  it('takes the first key as active', () => {
    const ring = KeyRing.parse(`${entry('new')}, ${entry('old')}`);
    expect([ring.activeId, ring.ids]).toEqual(['new', ['new', 'old']]);
  });

  it.each([['nothing'], ['id:'], ['short:AAAA'], [`${entry('a')},${entry('a')}`]])('refuses %s', (setting) => {
    expect(() => KeyRing.parse(setting)).toThrow(ConfigurationError);
  });

  it('never puts a secret into its message', () => {
    expect(() => KeyRing.parse('short:c2VjcmV0')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('c2Vj') }),
    );
  });

  it('indexes the same text alike, and each kind apart', () => {
    const ring = KeyRing.parse(entry('a'));
    expect(ring.blindIndex('a', 'phone', '138')).toEqual(ring.blindIndex('a', 'phone', '138'));
    expect(ring.blindIndex('a', 'phone', '138')).not.toEqual(ring.blindIndex('a', 'identity', '138'));
    expect(ring.blindIndex('a', 'phone', '138')).not.toEqual(KeyRing.parse(entry('a')).blindIndex('a', 'phone', '138'));
  });

  it('recognises its own check value only', () => {
    const ring = KeyRing.parse(entry('a'));
    expect(ring.matches('a', ring.checkValue('a'))).toBe(true);
    expect(KeyRing.parse(entry('a')).matches('a', ring.checkValue('a'))).toBe(false);
  });
});

describe('loadKeyRing', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'keys-'));

  it('makes a private file once when the database is embedded', () => {
    const first = loadKeyRing({ dataDir });
    expect(statSync(join(dataDir, 'secret-keys')).mode & 0o777).toBe(0o600);
    expect(loadKeyRing({ dataDir }).activeId).toBe(first.activeId);
    expect(readFileSync(join(dataDir, 'secret-keys'), 'utf8')).toMatch(/^k[0-9a-f]{8}:/);
  });

  it('refuses a database of its own without keys', () => {
    expect(() => loadKeyRing({ dataDir, databaseUrl: 'postgres://x/y' })).toThrow(/SECRET_KEYS/);
  });

  it('prefers given keys', () => {
    expect(loadKeyRing({ dataDir, databaseUrl: 'postgres://x/y', secretKeys: entry('given') }).activeId).toBe('given');
  });
});
