import { Module } from '@nestjs/common';
import { Taxonomy } from './taxonomy';
import { TaxonomyController } from './taxonomy.controller';

@Module({ controllers: [TaxonomyController], providers: [Taxonomy], exports: [Taxonomy] })
export class TaxonomyModule {}
