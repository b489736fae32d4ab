import { Global, Module } from '@nestjs/common';
import { Templates } from './templates';

/** Makes the templates injectable everywhere; needs the texts. */
@Global()
@Module({ providers: [Templates], exports: [Templates] })
export class RenderingModule {}
