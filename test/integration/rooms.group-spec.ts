import { join } from 'node:path';
import { specsBelow } from '../support/specs-below';

specsBelow(join(__dirname, 'rooms'));
