import { Injectable } from '@nestjs/common';
import { conflict } from '../../../platform/errors';
import { Audit } from '../../audit';
import { type OneTimeLink, OneTimeLinks } from '../links.store';
import { InviteColleague } from './invite-colleague.use-case';

/** What becomes of an open invitation: sent once more under a new link, or taken back. */
@Injectable()
export class KeepInvitation {
  constructor(
    private readonly links: OneTimeLinks,
    private readonly invite: InviteColleague,
    private readonly audit: Audit,
  ) {}

  /** The old link ends, whoever has it by now. @throws AppError 404, 409 `invitation-closed` */
  async resend(id: string): Promise<OneTimeLink> {
    const { email, role, ...row } = await this.links.invitation(id);
    await this.revoke(id);
    const post = {
      role,
      organisationId: row.organisation_id,
      unitId: row.unit_id,
      districtCode: row.district_code,
      regionPath: row.region_path,
    };
    return this.invite.execute({ email, post });
  }

  /** @throws AppError 404, 409 `invitation-closed` */
  async revoke(id: string): Promise<void> {
    await this.links.invitation(id);
    if (!(await this.links.revokeInvitation(id))) throw conflict('invitation-closed');
    await this.audit.changed({ action: 'account.invitation-revoked', subjectType: 'invitation', subjectId: id });
  }
}
