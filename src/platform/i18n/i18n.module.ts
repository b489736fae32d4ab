import { Global, Module } from '@nestjs/common';
import { Texts } from './texts';

/** Makes the texts of both languages injectable everywhere. */
@Global()
@Module({ providers: [Texts], exports: [Texts] })
export class I18nModule {}
