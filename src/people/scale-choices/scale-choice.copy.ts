import { defineCopySection } from '../../trust/copies';

const sealed = (column: string) => ({ place: `scale_choices.${column}`, subject: 'household' as const });

defineCopySection({
  key: 'scale-choices',
  order: 89,
  sql: `select id, proposed, chosen, screened_at as "screenedAt", decided_at as "decidedAt",
    proposal_ciphertext as proposal, decision_ciphertext as decision
    from scale_choices where household_id = $1 order by screened_at, id`,
  sealed: { proposal: sealed('proposal'), decision: sealed('decision') },
});
