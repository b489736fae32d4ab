import { join } from 'node:path';
import { specsBelow } from './support/specs-below';

specsBelow(join(__dirname, '../src'), { recursive: true });
specsBelow(join(__dirname, 'bench'));
