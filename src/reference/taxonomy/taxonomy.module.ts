import { Global, Module } from '@nestjs/common';
import { Taxonomy } from './taxonomy';
import { TaxonomyController } from './taxonomy.controller';

@Global()
@Module({ controllers: [TaxonomyController], providers: [Taxonomy], exports: [Taxonomy] })
export class TaxonomyModule {}
