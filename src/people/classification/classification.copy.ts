import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'classifications',
  order: 80,
  sql: `select proposed_class as "proposedClass", decided_class as "decidedClass",
    proposed_circle as "proposedCircle", decided_circle as "decidedCircle", recheck_on::text as "recheckOn", state, inputs, steps,
    pack_version as "packVersion", reason, proposed_at as "proposedAt", decided_at as "decidedAt"
    from classifications where household_id = $1 order by proposed_at, id`,
});
