const Sequencer = require('@jest/test-sequencer').default;

/** The longest, of which none may be left over for the end: groups, then specs that start programs. */
const LONG = [/\.group-spec\.ts$/, /\/programs\//];

/** Jest begins with the largest files, but the longest are small ones. */
module.exports = class GroupsFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => [...LONG, /./].findIndex((kind) => kind.test(path));
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
};
