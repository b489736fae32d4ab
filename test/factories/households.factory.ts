import { identityCheckCharacter } from '../../src/people/households/identity-number';

let people = 0;

/** A resident identity number that nobody has: impossible area 990101, right check character (B49). */
export function identityNumber(birthDate = '1950-01-01', order = (people += 2)): string {
  const seventeen = `990101${birthDate.replaceAll('-', '')}${String(order % 1000).padStart(3, '0')}`;
  return seventeen + identityCheckCharacter(seventeen);
}

/** A person as a worker types it. */
export function memberInput(changes: object = {}) {
  return { name: '赵大年', relation: 'head', sex: 'unknown', birthDate: '1950-01-01', ...changes };
}

/** A new file of one person, unless `members` says otherwise. */
export function householdInput(changes: object = {}) {
  return { regionCode: '990101001001', address: '3组12号', members: [memberInput()], ...changes };
}

/** A lead as a reporter types it. */
export function leadInput(changes: object = {}) {
  return {
    regionCode: '990101001001',
    personDescription: '独居老人，七十多岁',
    whereabouts: '村口小卖部旁',
    observed: '最近没有生火做饭',
    ...changes,
  };
}
