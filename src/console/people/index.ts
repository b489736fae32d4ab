export { CopyPage } from './copy-page';
export { AssessmentPagesModule } from './assessments-pages.module';
export { receiverText } from './consent-receiver';
export { PeoplePagesModule } from './people-pages.module';
