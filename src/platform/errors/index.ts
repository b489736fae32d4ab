export {
  AppError,
  type AppErrorDetails,
  conflict,
  type FieldError,
  forbidden,
  gone,
  invalid,
  notFound,
  stale,
} from './app-error';
export { brokenTexts } from './broken-text';
