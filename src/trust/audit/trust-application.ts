import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigModule } from '../../platform/config';
import { CryptoModule } from '../../platform/crypto';
import { DatabaseModule } from '../../platform/database';
import { I18nModule, locales, type TextParams, Texts } from '../../platform/i18n';
import type { TaskContext } from '../../platform/start';
import { TimeModule } from '../../platform/time';
import { AuditModule } from './audit.module';

class TrustApplication {}

/** What a chore of this wing needs, without the web side; close it afterwards. */
export function trustApplication({ config, urls }: TaskContext, ...rooms: Type[]): Promise<INestApplicationContext> {
  const imports = [
    ConfigModule.forRoot(config),
    TimeModule,
    DatabaseModule.forRoot(urls.workerUrl),
    CryptoModule,
    I18nModule,
    AuditModule,
    ...rooms,
  ];
  const application: DynamicModule = { module: TrustApplication, imports };
  return NestFactory.createApplicationContext(application, { logger: ['error', 'warn'], abortOnError: false });
}

/** A sentence for the terminal, in every language: whoever runs a chore has chosen none. */
export const inAllLanguages = (application: INestApplicationContext, key: string, params: TextParams = {}): string =>
  locales.map((locale) => application.get(Texts).t(locale, key, params)).join(' / ');
