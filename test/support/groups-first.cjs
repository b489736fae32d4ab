const Sequencer = require('@jest/test-sequencer').default;

/**
 * The longest, of which none may be left over for the end: specs that are longer than most groups, groups, specs that
 * start programs. In the browser the pages make the demonstration and walk it; what waits for neither runs meanwhile.
 */
const LONG = [
  ...[/\/pages\.browser/, /\/whole-loop\.browser/, /\/doors\.browser/, /\/pages-en\.browser/],
  ...[/\/(people|exchange|matrix|trust|referral)\.group-spec\.ts$/, /\/(start|trust-tasks|demonstration)\.e2e/],
  ...[/\.group-spec\.ts$/, /\/programs\//],
];

/** Jest begins with the largest files, but the longest are small ones. */
module.exports = class GroupsFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => [...LONG, /./].findIndex((kind) => kind.test(path));
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
};
