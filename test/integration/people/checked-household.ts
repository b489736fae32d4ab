import { CheckSender } from '../../../src/people/checks';
import { inventedAnswers } from '../../../src/exchange/departments/invented-answers';
import { type DepartmentsServer, type moods, startDepartments } from '../../../src/exchange/departments';
import { identityNumber } from '../../factories/households.factory';
import { openPeopleWorld, type PeopleWorld } from './assessed-household';

export const ITEMS = ['identity', 'economy', 'health'];

/** The invented district with the invented departments beside it. */
export interface CheckedWorld extends PeopleWorld {
  departments: DepartmentsServer;
  mood(department: string, mood: (typeof moods)[number], milliseconds?: number): Promise<void>;
  /** A person whose invented deposits are at least so many fen, and what they are. */
  person(leastFen?: number): { member: object; depositFen: number };
  /** The household signs for its members, each for themselves. */
  sign(householdId: string, memberId: string, changes?: object): Promise<{ id: string }>;
  /** Sends what waits and lets every answer come. */
  send(): Promise<void>;
}

/** Counted through all specs of a file: they share a district, and nobody is in it twice. */
let born = 0;

/** As `openPeopleWorld`. */
export async function openCheckedWorld(): Promise<CheckedWorld> {
  const world = await openPeopleWorld();
  const departments = await startDepartments(0, () => world.app.clock.today());
  world.app.config.departmentsUrl = departments.url;
  const sender = await world.app.worker(CheckSender);
  return {
    ...world,
    departments,
    async mood(department, mood, milliseconds = 0) {
      const body = JSON.stringify({ mood, milliseconds });
      const { status } = await fetch(`${departments.url}/${department}/mood`, { method: 'POST', body });
      expect(status).toBe(200);
    },
    person(leastFen = 0) {
      for (;;) {
        born += 1;
        const birthDate = `19${String(40 + (born % 40))}-0${1 + (born % 9)}-1${born % 10}`;
        const number = identityNumber(birthDate, 200 + born);
        const inquiry = {
          reference: 'r',
          purpose: 'sample',
          people: [{ key: 'k', name: 'n', identityNumber: number, items: ['deposits'] }],
        };
        const [answer] = inventedAnswers(inquiry, world.app.clock.today());
        const depositFen = answer?.amountFen ?? 0;
        if (depositFen < leastFen) continue;
        const paper = { identityKind: 'resident-id', identityNumber: number };
        return { member: { name: '查某', relation: 'head', sex: 'unknown', birthDate, ...paper }, depositFen };
      }
    },
    async sign(householdId, memberId, changes = {}) {
      const answer = await world.api.window.post(`households/${householdId}/consents`, {
        ...{ scope: 'policy-check', receiverKind: 'department', receiverName: '民政部门', items: ITEMS },
        ...{ aboutMemberId: memberId, givenByMemberId: memberId, decision: 'given', ...changes },
      });
      expect(answer.status).toBe(201);
      return answer.body as { id: string };
    },
    async send() {
      await sender.round();
      await sender.settled();
    },
    async close() {
      world.app.config.departmentsUrl = undefined;
      await departments.stop();
      await world.close();
    },
  };
}
