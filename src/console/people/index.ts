export { CopyPage } from './copy-page';
export { ApprovalPagesModule } from './approval-pages.module';
export { AssessmentPagesModule } from './assessments-pages.module';
export { receiverText } from './consent-receiver';
export { PeoplePagesModule } from './people-pages.module';
