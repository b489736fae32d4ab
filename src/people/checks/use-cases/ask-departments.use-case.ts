import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../../platform/database';
import { conflict, invalid } from '../../../platform/errors';
import { ageOn, Clock } from '../../../platform/time';
import { type CheckItem, Policies } from '../../../reference/policies';
import { Audit } from '../../../trust/audit';
import { Households } from '../../households';
import type { CheckAnswer } from '../check-answer.entity';
import { type AuthorisedMember, CheckAuthorisations } from '../check-authorisations';
import type { CheckCall } from '../check-call.entity';
import type { CheckRequest } from '../check-request.entity';
import { type CheckSheet, ChecksStore } from '../checks.store';
import { DepartmentWays } from '../department-ways';
import type { AskDepartments as Input } from '../dto/check.dto';

const UNANSWERED = {
  ...{ reason: null, held: null, things: null, amountFen: null, period: null, asOf: null },
  ...{ answeredAt: null, repeats: 0 },
};

/** Orders a check at the departments (R93): one question a person and item, all departments at once, sent by the worker. */
@Injectable()
export class AskDepartments {
  constructor(
    private readonly store: ChecksStore,
    private readonly authorisations: CheckAuthorisations,
    private readonly households: Households,
    private readonly ways: DepartmentWays,
    private readonly policies: Policies,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * About everybody who has signed, or about the people named.
   * @throws AppError 404; 409 `authorisation-missing`, `-expired`, `-withdrawn` with the day; 422 unknown item, department
   *   or person, nothing left to ask
   */
  async execute(householdId: string, input: Input): Promise<CheckRequest> {
    const { districtCode } = await this.households.unrecorded(householdId);
    const { version, rules } = this.policies.current(districtCode);
    const items = chosenItems(rules.checks.catalogue, input);
    const people = await this.people(householdId, input.memberIds);
    const request: CheckRequest = {
      ...{ id: newId(), householdId, districtCode, purpose: input.purpose, packVersion: version },
      ...{ requestedBy: this.transactions.actor.userId, requestedAt: this.clock.now(), finishedAt: null },
    };
    const sheet = this.sheet(request, people, items, await this.ways.byFile(districtCode));
    // Where all answer by file nobody waits before the screen.
    if (sheet.calls.every(({ way }) => way === 'file')) request.finishedAt = request.requestedAt;
    if (sheet.answers.length === 0) throw invalid([{ field: 'items', code: 'check-nothing-to-ask' }]);
    await this.store.insert(sheet);
    await this.audit.changed({
      action: 'check.requested',
      ...{ subjectType: 'check-request', subjectId: request.id, householdId, districtCode },
      fields: [request.purpose, ...sheet.calls.map(({ department }) => department)],
    });
    return request;
  }

  private async people(householdId: string, named: readonly string[] | undefined): Promise<AuthorisedMember[]> {
    const everybody = await this.authorisations.of(householdId);
    const strange = named?.find((id) => !everybody.some(({ member }) => member.id === id));
    if (strange !== undefined) throw invalid([{ field: 'memberIds', code: 'member-of-other-household' }]);
    const wanted = named ? everybody.filter(({ member }) => named.includes(member.id)) : everybody;
    const allowed = wanted.filter(({ authorisation }) => authorisation.allowed);
    const refused = wanted.flatMap(({ authorisation }) => (authorisation.allowed ? [] : [authorisation]));
    // Nobody is left out unseen: whoever was named has to have signed.
    const first = named || allowed.length === 0 ? refused[0] : undefined;
    if (first) throw conflict(first.reason, first.on === null ? {} : { on: first.on });
    return allowed;
  }

  private sheet(
    request: CheckRequest,
    people: readonly AuthorisedMember[],
    items: readonly CheckItem[],
    byFile: ReadonlySet<string>,
  ): CheckSheet {
    const { id: requestId, householdId, districtCode } = request;
    const calls: CheckCall[] = [];
    const answers: CheckAnswer[] = [];
    for (const department of new Set(items.map((item) => item.department))) {
      const own = items.filter((item) => item.department === department);
      const callId = newId();
      const asked = people.flatMap((person) =>
        own
          .filter((item) => this.mayAsk(person, item))
          .map(({ code }): CheckAnswer => {
            const place = { id: newId(), callId, requestId, householdId, districtCode };
            return { ...place, memberId: person.member.id, item: code, state: 'waiting', ...UNANSWERED };
          }),
      );
      if (asked.length === 0) continue;
      answers.push(...asked);
      calls.push({
        ...{ id: callId, requestId, householdId, districtCode, department, state: 'waiting', reason: null },
        way: byFile.has(department) ? 'file' : 'service',
        answerSeconds: Math.max(...own.map(({ answerSeconds }) => answerSeconds)),
        ...{ simulated: null, attempts: 0, leaseUntil: null, sentAt: null, deadlineAt: null, answeredAt: null },
      });
    }
    return { request, calls, answers };
  }

  private mayAsk({ member, authorisation }: AuthorisedMember, { ageFrom, group }: CheckItem): boolean {
    if (!authorisation.allowed || !authorisation.groups.includes(group)) return false;
    if (ageFrom === undefined || member.birthDate === null) return true;
    return ageOn(member.birthDate, this.clock.today()) >= ageFrom;
  }
}

/** Items named, those of departments named, or all. @throws AppError 422 `check-item-unknown`, `check-department-unknown` */
function chosenItems(catalogue: readonly CheckItem[], { items, departments }: Input): CheckItem[] {
  if (items?.some((code) => !catalogue.some((item) => item.code === code)))
    throw invalid([{ field: 'items', code: 'check-item-unknown' }]);
  if (departments?.some((code) => !catalogue.some(({ department }) => department === code)))
    throw invalid([{ field: 'departments', code: 'check-department-unknown' }]);
  if (!items && !departments) return [...catalogue];
  return catalogue.filter(({ code, department }) => items?.includes(code) || departments?.includes(department));
}
