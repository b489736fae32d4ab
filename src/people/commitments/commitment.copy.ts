import { defineCopySection } from '../../trust/copies';

const sealed = (column: string) => ({ place: `commitments.${column}`, subject: 'household' as const });

defineCopySection({
  key: 'commitments',
  order: 88,
  sql: `select c.id, c.number, c.act, m.name as signer, c.signer_kind as "signerKind", c.signed_how as "signedHow", c.state, c.waived,
    c.read_aloud as "readAloud", c.taken_at as "takenAt", c.answered_at as "answeredAt", c.outcome, c.found_at as "foundAt",
    c.finding_ciphertext as finding, c.said_ciphertext as said, c.reply_ciphertext as reply, c.settled_ciphertext as settled
    from commitments c join household_members m on m.id = c.signer_id where c.household_id = $1 order by c.taken_at, c.id`,
  sealed: {
    finding: sealed('finding'),
    said: sealed('said'),
    reply: sealed('reply'),
    settled: sealed('settled'),
  },
});
