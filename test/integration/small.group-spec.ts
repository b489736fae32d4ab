import { join } from 'node:path';
import { specsBelow } from '../support/specs-below';

/** Folders of few specs, together: each file loads the whole product once more. */
for (const folder of ['consistency', 'reference', 'rooms', 'supply'])
  describe(folder, () => specsBelow(join(__dirname, folder)));
