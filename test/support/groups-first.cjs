const Sequencer = require('@jest/test-sequencer').default;

/** Jest begins with the largest files, so that no long one is left over for the end; the longest are small groups. */
module.exports = class GroupsFirst extends Sequencer {
  sort(tests) {
    const isGroup = ({ path }) => path.endsWith('.group-spec.ts');
    const sorted = super.sort(tests);
    return [...sorted.filter(isGroup), ...sorted.filter((test) => !isGroup(test))];
  }
};
