import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { type Config, ConfigurationError } from '../config';
import { KeyRing } from './key-ring';

/**
 * The keys of this installation. With a database of its own the program makes a key file once; with `DATABASE_URL` the
 * keys must be given, since a file made on one of several machines would lock the others out (design 8.7).
 * @throws ConfigurationError
 */
export function loadKeyRing(config: Pick<Config, 'secretKeys' | 'databaseUrl' | 'dataDir'>): KeyRing {
  if (config.secretKeys) return KeyRing.parse(config.secretKeys);
  if (config.databaseUrl)
    throw new ConfigurationError('SECRET_KEYS must be set when DATABASE_URL is (id:base64 of 32 bytes)');
  const file = join(config.dataDir, 'secret-keys');
  if (!existsSync(file)) {
    mkdirSync(config.dataDir, { recursive: true });
    const line = `k${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64')}\n`;
    writeFileSync(file, line, { mode: 0o600, flag: 'wx' });
    new Logger('Keys').warn(
      `NEW SECRET KEY MADE in ${file}. Without this file no identity number, phone or note can ever be read again: keep a copy apart from the database.`,
    );
  }
  return KeyRing.parse(readFileSync(file, 'utf8').trim());
}
