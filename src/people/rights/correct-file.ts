import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { invalid } from '../../platform/errors';
import { Audit } from '../../trust/audit';
import { ChangeHousehold, CorrectMember, EditMember, Households } from '../households';
import type { DecideRight } from './dto/rights-request.dto';
import type { RightsRequest } from './rights-request.entity';

type Correction = NonNullable<DecideRight['correction']>;

const MEMBER_FIELDS = {
  name: 'name',
  'birth-date': 'birthDate',
  phone: 'phone',
  'identity-number': 'identityNumber',
} as const;

/** Puts a file right (PIPL 46); the old value stays on the record as a digest that dies with the subject's key. */
@Injectable()
export class CorrectFile {
  constructor(
    private readonly households: Households,
    private readonly members: CorrectMember,
    private readonly files: ChangeHousehold,
    private readonly sealer: Sealer,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404, 422 as the edit of the file */
  async execute(request: RightsRequest, correction: Correction): Promise<void> {
    const { householdId } = request;
    const before =
      correction.field === 'address'
        ? await this.address(householdId, correction.value)
        : await this.member(householdId, correction as Correction & { field: keyof typeof MEMBER_FIELDS });
    const changes = [{ field: correction.field, before, after: correction.value }];
    const { districtCode, regionPath, id: subjectId } = request;
    const place = { subjectType: 'rights-request', subjectId, householdId, districtCode, regionPath };
    await this.audit.changed({ action: 'rights-request.corrected', ...place, changes });
  }

  private async address(householdId: string, address: string): Promise<string | null> {
    const { addressCiphertext, version } = await this.households.unrecorded(householdId);
    const old =
      addressCiphertext && (await this.sealer.open(householdId, 'households.address', householdId, addressCiphertext));
    await this.files.execute(householdId, { address }, version);
    return old;
  }

  private async member(
    householdId: string,
    { field, memberId, value }: Correction & { field: keyof typeof MEMBER_FIELDS },
  ): Promise<string | null> {
    const member = (await this.households.members(householdId)).find(({ id }) => id === memberId);
    if (!member) throw invalid([{ field: 'correction.memberId', code: 'member-not-found' }]);
    const sealed = { phone: member.phoneCiphertext, 'identity-number': member.identityCiphertext };
    const open = async (column: string, bytes: Buffer | null) =>
      bytes && this.sealer.open(member.id, `household_members.${column}`, member.id, bytes);
    const old = {
      name: () => Promise.resolve(member.name),
      'birth-date': () => Promise.resolve(member.birthDate),
      phone: () => open('phone', sealed.phone),
      'identity-number': () => open('identity', sealed['identity-number']),
    };
    const before = await old[field]();
    const typed = EditMember.safeParse({ [MEMBER_FIELDS[field]]: value });
    if (!typed.success) throw invalid([{ field: 'correction.value', code: 'field-format' }]);
    await this.members.execute(member.id, typed.data, member.version);
    return before;
  }
}
