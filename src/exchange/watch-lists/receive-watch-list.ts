import { ledgerOf, type receiveLedger } from '../ledgers';
import type { WatchListFields } from './dto/watch-list.dto';
import type { UploadedWatchList } from './use-cases/upload-watch-list.use-case';

/** @throws AppError 422 at `file` */
export function watchListOf(
  received: Awaited<ReturnType<typeof receiveLedger>>,
  fields: WatchListFields,
): UploadedWatchList {
  const { fileName, content } = ledgerOf(received);
  return { ...fields, fileName, content };
}
