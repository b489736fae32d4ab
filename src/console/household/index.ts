export { HouseholdPagesModule } from './household-pages.module';
