import { z } from 'zod';
import { pageQuery } from '../../../platform/database';
import { selfCareActs } from '../support-assessment.entity';
import { supportForms } from '../support-file.entity';
import { supportFileLifecycle } from '../support-file.lifecycle';
import { proposalKinds } from '../support-proposal.entity';
import { visitConditions } from '../support-visit.entity';

const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const day = z.iso.date();
const words = z.string().trim().min(8).max(1000);
const place = z.string().trim().min(2).max(200);
const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });

export const OpenSupportFile = z
  .strictObject({
    /** The granted application for the act; left out: the newest of the person. */
    applicationId: z.uuid().optional(),
    /** Whose file it is, where the support was granted before there were applications here. */
    memberId: z.uuid().optional(),
    form: z.enum(supportForms),
    /** The institution with its place, or who cares at home. */
    place,
    /** Left out: today. */
    openedOn: day.optional(),
  })
  .meta({ id: 'OpenSupportFile' });
export type OpenSupportFile = z.output<typeof OpenSupportFile>;

/** What has changed in the self-care; the working days of the re-assessment run from today (B23). */
export const ReportSupportChange = z.strictObject({ words }).meta({ id: 'ReportSupportChange' });
export type ReportSupportChange = z.output<typeof ReportSupportChange>;

export const AssessSelfCare = z
  .strictObject({
    assessedOn: day,
    /** The acts that the person cannot do alone; none: able. */
    failedActs: z.array(z.enum(selfCareActs)).max(selfCareActs.length),
  })
  .meta({ id: 'AssessSelfCare' });
export type AssessSelfCare = z.output<typeof AssessSelfCare>;

export const RecordSupportVisit = z
  .strictObject({
    visitedOn: day,
    /** The person was met. */
    seen: z.boolean(),
    /** How the person is; only where the person was met. */
    condition: z.enum(visitConditions).optional(),
    /** The self-care has changed: somebody has to assess it again (B23). */
    selfCareChanged: z.boolean().default(false),
    note: words,
  })
  .meta({ id: 'RecordSupportVisit' });
export type RecordSupportVisit = z.output<typeof RecordSupportVisit>;

export const MakeCareAgreement = z
  .strictObject({ carer: place, duties: words, signedOn: day, startsOn: day, untilOn: day })
  .meta({ id: 'MakeCareAgreement' });
export type MakeCareAgreement = z.output<typeof MakeCareAgreement>;

export const EndCareAgreement = z
  .strictObject({
    agreementId: z.uuid(),
    /** Its last day. */
    endedOn: day,
    reason: words,
  })
  .meta({ id: 'EndCareAgreement' });
export type EndCareAgreement = z.output<typeof EndCareAgreement>;

/** Another form of support, as the person wishes it, or the exit. */
export const ProposeSupportChange = z
  .strictObject({
    kind: z.enum(proposalKinds),
    /** The new institution or carer; needed for another form. */
    place: place.optional(),
    wishedOn: day,
    words,
  })
  .meta({ id: 'ProposeSupportChange' });
export type ProposeSupportChange = z.output<typeof ProposeSupportChange>;

export const DecideSupportChange = z
  .strictObject({ outcome: z.enum(['confirmed', 'refused']), ground: words })
  .meta({ id: 'DecideSupportChange' });
export type DecideSupportChange = z.output<typeof DecideSupportChange>;

export const EndSupportFile = z
  .strictObject({ reason: z.enum(['died', 'orphan-support']), endedOn: day, note: words })
  .meta({ id: 'EndSupportFile' });
export type EndSupportFile = z.output<typeof EndSupportFile>;

/** Filters of the list; all of them stand in the address. */
export const SupportFileQuery = z.strictObject({
  state: z.enum(supportFileLifecycle.states).optional(),
  form: z.enum(supportForms).optional(),
  /** Level of self-care; `none`: nobody has assessed yet. */
  level: code.optional(),
  /** The day of the next visit has passed. */
  lateVisit: flag.optional(),
  /** A change was reported and nobody has assessed since. */
  reassess: flag.optional(),
  /** The same, past its working days (B23). */
  lateReassess: flag.optional(),
  /** No care agreement runs today. */
  withoutAgreement: flag.optional(),
  ...pageQuery,
});
export type SupportFileQuery = z.output<typeof SupportFileQuery>;
