import { accessSync, constants, mkdirSync } from 'node:fs';
import { reasonOf, StartError } from './messages';

/** Makes the folder of the embedded database, keys and locks.
 * @throws StartError `folder-unwritable` */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError('folder-unwritable', { folder, reason: reasonOf(error) });
  }
}
