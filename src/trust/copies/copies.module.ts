import { Global, Module } from '@nestjs/common';
import { SubjectCopies } from './subject-copies.service';

/** What all rooms keep about a household, for the household (PIPL 45). */
@Global()
@Module({ providers: [SubjectCopies], exports: [SubjectCopies] })
export class CopiesModule {}
