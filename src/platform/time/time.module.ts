import { Global, Module } from '@nestjs/common';
import { Clock } from './clock';

/** One clock a process. */
@Global()
@Module({ providers: [Clock], exports: [Clock] })
export class TimeModule {}
