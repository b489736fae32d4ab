export { EvaluationsPagesModule } from './evaluations-pages.module';
