export { PlansPagesModule } from './plans-pages.module';
