import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { AccessGrant } from './access-grant.entity';
import { AccessGrants } from './access-grants.store';

registerEntities([AccessGrant]);

/** Permissions and dated grants. The guards are wired in the application module, after authentication. */
@Global()
@Module({
  providers: [AccessGrants],
  exports: [AccessGrants],
})
export class AccessModule {}
