import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'household',
  order: 10,
  sql: `select id, number, display_name as "displayName", address_ciphertext as address, languages,
    contact_channel as "contactChannel", email, locale, primary_class as "primaryClass",
    secondary_classes as "secondaryClasses", state, created_at as "createdAt" from households where id = $1`,
  sealed: { address: { place: 'households.address', subject: 'row' } },
});

defineCopySection({
  key: 'members',
  order: 20,
  sql: `select id, name, relation, sex, birth_date::text as "birthDate", identity_kind as "identityKind",
    identity_ciphertext as "identityNumber", phone_ciphertext as phone, disability_kind as "disabilityKind",
    disability_grade as "disabilityGrade", disability_card_ciphertext as "disabilityCard",
    work_capacity as "workCapacity", in_education as "inEducation", works, illness,
    single_parent as "singleParent", counted,
    valid_from::text as "from", valid_until::text as until, leave_reason as "leaveReason"
    from household_members where household_id = $1 order by valid_from, id`,
  sealed: {
    identityNumber: { place: 'household_members.identity', subject: 'row' },
    phone: { place: 'household_members.phone', subject: 'row' },
    disabilityCard: { place: 'household_members.disability_card', subject: 'row' },
  },
});
