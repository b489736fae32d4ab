import { join } from 'node:path';
import { specsBelow } from '../support/specs-below';

/** Folders of few specs, together: each file loads the whole product once more. Rooms are tried without the product. */
for (const folder of ['consistency', 'reference', 'supply'])
  describe(folder, () => specsBelow(join(__dirname, folder)));
