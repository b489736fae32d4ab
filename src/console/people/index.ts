export { AssessmentPagesModule } from './assessments-pages.module';
export { PeoplePagesModule } from './people-pages.module';
