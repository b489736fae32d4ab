import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { AccountIdentity } from './account-identity.entity';
import { Conflict } from './conflict.entity';
import { ConflictsController } from './conflicts.controller';
import { Conflicts } from './conflicts.service';
import { ConflictsStore } from './conflicts.store';
import { DeclareConflict } from './use-cases/declare-conflict.use-case';
import { RecordIdentity } from './use-cases/record-identity.use-case';

registerEntities([AccountIdentity, Conflict]);

/** Who must not open which file: relatives', neighbours' and own ones (C3). The policies of the database enforce it. */
@Global()
@Module({
  controllers: [ConflictsController],
  providers: [Conflicts, ConflictsStore, DeclareConflict, RecordIdentity],
  exports: [Conflicts, DeclareConflict, RecordIdentity],
})
export class ConflictsModule {}
