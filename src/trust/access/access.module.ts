import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { AccessGrant } from './access-grant.entity';
import { AccessGrants } from './access-grants.store';
import { ApprovedGroups, NoApprovedGroups } from './approved-groups';

registerEntities([AccessGrant]);

/** Permissions and dated grants. The guards are wired in the application module, after authentication. */
@Global()
@Module({
  providers: [AccessGrants, { provide: ApprovedGroups, useClass: NoApprovedGroups }],
  exports: [AccessGrants, ApprovedGroups],
})
export class AccessModule {}
