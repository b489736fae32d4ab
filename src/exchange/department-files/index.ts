export { ANSWER_DAYS } from './answer-days';
export { answerFileStates } from './department-answer-file.entity';
export { answerOutcomes } from './department-answer-line.entity';
export { DepartmentAnswers } from './department-answers.service';
export { DepartmentFilesModule } from './department-files.module';
export { orderStates } from './department-order.entity';
export { DepartmentOrders } from './department-orders.service';
export { AnswerFileQuery, AnswerLineQuery } from './dto/answer-file.dto';
export type { AnswerFileHead, AnswerFileView, AnswerLineView } from './dto/answer-file.view';
export {
  CloseOrder as CloseOrderInput,
  OrderDepartment as OrderDepartmentInput,
  OrderFileQuery,
  OrderLineQuery,
  OrderQuery,
} from './dto/department-order.dto';
export type { OrderLineView, OrderView } from './dto/department-order.view';
export { answersOf } from './receive-answers';
export { CancelOrder } from './use-cases/cancel-order.use-case';
export { CloseOrder } from './use-cases/close-order.use-case';
export { ConfirmAnswers } from './use-cases/confirm-answers.use-case';
export { DownloadOrder } from './use-cases/download-order.use-case';
export { EndAnswers } from './use-cases/end-answers.use-case';
export { OrderDepartment } from './use-cases/order-department.use-case';
export { UploadAnswers } from './use-cases/upload-answers.use-case';
