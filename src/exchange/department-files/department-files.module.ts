import { Module } from '@nestjs/common';
import { ChecksModule } from '../../people/checks';
import { registerEntities } from '../../platform/database';
import { CalendarModule } from '../../reference/calendar';
import { PoliciesModule } from '../../reference/policies';
import { AnswerFileExpiry } from './answer-file-expiry.due';
import { AnswerFileMoves } from './answer-file-moves';
import { DepartmentAnswerFile } from './department-answer-file.entity';
import { DepartmentAnswerFilesStore } from './department-answer-files.store';
import { DepartmentAnswerLine } from './department-answer-line.entity';
import { DepartmentAnswersController } from './department-answers.controller';
import { DepartmentAnswers } from './department-answers.service';
import { DepartmentOrder } from './department-order.entity';
import { DepartmentOrderLine } from './department-order-line.entity';
import { DepartmentOrdersController } from './department-orders.controller';
import { DepartmentOrders } from './department-orders.service';
import { DepartmentOrdersStore } from './department-orders.store';
import { OrderFile } from './order-file';
import { OrderMoves } from './order-moves';
import { OrderReach } from './order-reach';
import { PlanAnswers } from './plan-answers';
import { CancelOrder } from './use-cases/cancel-order.use-case';
import { CloseOrder } from './use-cases/close-order.use-case';
import { ConfirmAnswers } from './use-cases/confirm-answers.use-case';
import { DownloadOrder } from './use-cases/download-order.use-case';
import { EndAnswers } from './use-cases/end-answers.use-case';
import { OrderDepartment } from './use-cases/order-department.use-case';
import { UploadAnswers } from './use-cases/upload-answers.use-case';

registerEntities([DepartmentOrder, DepartmentOrderLine, DepartmentAnswerFile, DepartmentAnswerLine]);

const exported = [
  ...[DepartmentOrders, OrderDepartment, CancelOrder, CloseOrder, DownloadOrder],
  ...[DepartmentAnswers, UploadAnswers, ConfirmAnswers, EndAnswers],
];

/** Departments without a line are asked and answer by files (R93, B16). */
@Module({
  imports: [CalendarModule, ChecksModule, PoliciesModule],
  controllers: [DepartmentOrdersController, DepartmentAnswersController],
  providers: [
    ...[DepartmentOrdersStore, DepartmentAnswerFilesStore, AnswerFileExpiry, AnswerFileMoves],
    ...[OrderFile, OrderMoves, OrderReach, PlanAnswers, ...exported],
  ],
  exports: exported,
})
export class DepartmentFilesModule {}
