// npm run bench:NAME [-- --quick]: measures, on a PostgreSQL of its own; one JSON line a row, exit 1 below a target.
import { become } from './run-child.mjs';
import { checkNode, install } from './steps.mjs';

checkNode();
install();
const [name, ...rest] = process.argv.slice(2);
become('-r', ['./test/support/run-source.cjs', `test/bench/${name}.bench.ts`, ...rest]);
