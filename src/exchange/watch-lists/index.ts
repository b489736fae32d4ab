export {
  AnswerWatchDifference as AnswerWatchInput,
  AssignWatchDifference,
  UndoWatchAnswer,
  WatchDifferenceQuery,
  WatchListFields,
  WatchListQuery,
} from './dto/watch-list.dto';
export type { WatchDifferenceView, WatchListView } from './dto/watch-list.view';
export { watchListOf } from './receive-watch-list';
export { AnswerWatchDifference } from './use-cases/answer-watch-difference.use-case';
export { ConfirmWatchList, PERSON_DAYS } from './use-cases/confirm-watch-list.use-case';
export { CHECKED_DAYS, UploadWatchList } from './use-cases/upload-watch-list.use-case';
export { watchSides } from './watch-difference.entity';
export { watchOutcomes } from './watch-difference.lifecycle';
export { WatchDifferences } from './watch-differences.service';
export { WatchListsModule } from './watch-lists.module';
export { WatchLists } from './watch-lists.service';
