// npm run task -- NAME …: chores, on a build that is up to date. Steps are silent unless they have work to do.
import { become } from './run-child.mjs';
import { build, checkNode, install } from './steps.mjs';

checkNode();
install();
build();
become('dist/task.js', process.argv.slice(2));
