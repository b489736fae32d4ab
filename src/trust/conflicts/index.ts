export { type Conflict, conflictKinds } from './conflict.entity';
export { ConflictsModule } from './conflicts.module';
export { Conflicts } from './conflicts.service';
export {
  ConflictQuery,
  conflictShows,
  DeclareConflict as DeclareConflictInput,
  EndConflict as EndConflictInput,
  RecordIdentity as RecordIdentityInput,
} from './dto/conflict.dto';
export type { ConflictView } from './dto/conflict.view';
export { DeclareConflict } from './use-cases/declare-conflict.use-case';
export { RecordIdentity } from './use-cases/record-identity.use-case';
