import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { type Config, ConfigModule } from './platform/config';
import { DatabaseModule } from './platform/database';
import { HttpModule } from './platform/http';
import { I18nModule } from './platform/i18n';
import { TimeModule } from './platform/time';
import { AccessModule, PermissionGuard } from './trust/access';

/** The rooms with business in them, for the web side and the worker side alike. */
export const rooms: NonNullable<DynamicModule['imports']> = [];

/** The web side: pages and API, in the database role `yuanlian_app`. */
@Module({})
export class AppModule {
  static forRoot(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        TimeModule,
        DatabaseModule.forRoot(databaseUrl),
        I18nModule,
        HttpModule,
        AccessModule,
        ...rooms,
      ],
      providers: [{ provide: APP_GUARD, useClass: PermissionGuard }],
    };
  }
}
