export { Taxonomy } from './taxonomy';
export { TaxonomyModule } from './taxonomy.module';
export type { Term } from './term';
