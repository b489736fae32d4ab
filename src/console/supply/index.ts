export { SupplyPagesModule } from './supply-pages.module';
