// npm test: installs when needed, then Jest. `--project NAME` (repeatable) chooses projects, the rest goes to Jest.
import { become } from './run-child.mjs';
import { checkNode, install } from './steps.mjs';

const DEFAULT_PROJECTS = ['unit', 'consistency', 'integration', 'e2e'];
const projects = [];
const rest = [];
const given = process.argv.slice(2);
while (given.length > 0) {
  const argument = given.shift();
  if (argument === '--project') projects.push(given.shift());
  else rest.push(argument);
}
const chosen = projects.length > 0 ? projects : DEFAULT_PROJECTS;
const workers = rest.some((argument) => /^(--maxWorkers|-w|--runInBand|-i)/.test(argument)) ? [] : ['--maxWorkers=2'];

if (rest.some((argument) => !argument.startsWith('-'))) process.env.TEST_SPECS ??= 'each';

// Most of what a spec makes is gone a moment later: with so much room for the young it is never moved.
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --max-semi-space-size=64`.trim();

checkNode();
install();
become('node_modules/jest/bin/jest.js', ['--selectProjects', ...chosen, ...workers, ...separated(rest)]);

// `--selectProjects` swallows every plain word after it, so file patterns have to come behind a `--`.
function separated(args) {
  const first = args.findIndex((argument) => !argument.startsWith('-'));
  return first < 0 || args.includes('--') ? args : [...args.slice(0, first), '--', ...args.slice(first)];
}
