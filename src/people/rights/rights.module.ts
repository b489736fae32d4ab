import { Global, Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { ClosedFile } from './closed-file.entity';
import { ClosedFiles } from './closed-files';
import { ClosedFilesController } from './closed-files.controller';
import { CorrectFile } from './correct-file';
import { DueForRetention } from './due-for-retention.store';
import { RetentionDates } from './retention-dates';
import { RightsMoves } from './rights-moves';
import { RightsRequest } from './rights-request.entity';
import { RightsRequestsController } from './rights-requests.controller';
import { RightsRequests } from './rights-requests.service';
import { RightsRequestsStore } from './rights-requests.store';
import './rights.copy';
import { CloseFile, EraseFile, RightsReminder } from './rights.subscribers';
import { ApplyRetention } from './use-cases/apply-retention.use-case';
import { AskForRight } from './use-cases/ask-right.use-case';
import { DecideOnRight } from './use-cases/decide-right.use-case';
import { OpenFrozenFile } from './use-cases/open-frozen-file.use-case';
import { TakeCopy } from './use-cases/take-copy.use-case';

registerEntities([RightsRequest, ClosedFile]);

const useCases = [ApplyRetention, AskForRight, DecideOnRight, OpenFrozenFile, TakeCopy];
const handlers = [CloseFile, EraseFile, RightsReminder];

/** What a household may ask about its own data: see, copy, correct, object, delete, explain (PIPL 44–50). */
@Global()
@Module({
  controllers: [RightsRequestsController, ClosedFilesController],
  providers: [
    RightsRequests,
    RightsRequestsStore,
    RightsMoves,
    ClosedFiles,
    CorrectFile,
    RetentionDates,
    DueForRetention,
    ...useCases,
    ...handlers,
  ],
  exports: [RightsRequests, ClosedFiles, ...useCases],
})
export class RightsModule {}
