import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'entitlements',
  order: 70,
  sql: `select line, state, applied_on::text as "appliedOn", document_number as "documentNumber", reason,
    updated_at as "updatedAt" from entitlements where household_id = $1 order by line, id`,
});
