// npm start: from a bare checkout to the running product.
import { become } from './run-child.mjs';
import { build, checkNode, install, step } from './steps.mjs';

checkNode();
step('installing', install);
const done = step('building', build);
become('dist/all-in-one.js', ['--steps-done', String(done)], { channel: true });
