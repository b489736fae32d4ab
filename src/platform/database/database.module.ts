import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source';
import { NumberSequence } from './number-sequence';
import { assertPowerless } from './powerless-role';
import { DatabaseReadiness } from './readiness';
import { Transactions } from './transactions';

/** The connection of the application role and the transaction runner. Boot refuses a role with too much power. */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot(url: string): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          // A database that is not there is said at once; the start script says it better than ten attempts.
          useFactory: () => ({ ...dataSourceOptions(url, 'application'), retryAttempts: 0 }),
          dataSourceFactory: async (options) => {
            const dataSource = await new DataSource(options!).initialize();
            await assertPowerless(dataSource);
            return dataSource;
          },
        }),
      ],
      providers: [Transactions, NumberSequence, DatabaseReadiness],
      exports: [Transactions, NumberSequence, DatabaseReadiness],
    };
  }
}
