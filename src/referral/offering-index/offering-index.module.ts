import { Global, Module } from '@nestjs/common';
import { OfferingsModule } from '../../supply/offerings';
import { CandidateIndex } from '../matching';
import { OfferingIndexes } from './offering-indexes.service';

/** The index of offerings in memory, behind the door that matching holds open for it. */
@Global()
@Module({
  imports: [OfferingsModule],
  providers: [OfferingIndexes, { provide: CandidateIndex, useExisting: OfferingIndexes }],
  exports: [OfferingIndexes, CandidateIndex],
})
export class OfferingIndexModule {}
