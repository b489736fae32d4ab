import { Module } from '@nestjs/common';
import { FairnessModule } from '../../results/fairness';
import { FairnessPages } from './fairness-pages.controller';
import { FairnessWords } from './fairness-words';

/** Pages on fair shares and fair suggestions. */
@Module({ imports: [FairnessModule], controllers: [FairnessPages], providers: [FairnessWords] })
export class FairnessPagesModule {}
