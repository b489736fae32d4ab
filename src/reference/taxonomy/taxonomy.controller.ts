import { Controller, Get, Param } from '@nestjs/common';
import type { z } from 'zod';
import { Answers } from '../../platform/http';
import { Open } from '../../trust/access';
import { Taxonomy } from './taxonomy';
import { taxonomyView, termView, viewTerm } from './term.view';

/** The public code list; open, because providers and partners need it before they have an account. */
@Controller('api/v1/taxonomy')
export class TaxonomyController {
  constructor(private readonly taxonomy: Taxonomy) {}

  @Get()
  @Open()
  @Answers(200, taxonomyView)
  list(): z.infer<typeof taxonomyView> {
    return { version: this.taxonomy.version, items: this.taxonomy.all().map(viewTerm) };
  }

  @Get(':code')
  @Open()
  @Answers(200, termView)
  one(@Param('code') code: string): z.infer<typeof termView> {
    return viewTerm(this.taxonomy.term(code));
  }
}
