-- migrate:up
-- Sharing without consent stands on a ground that the law names (PIPL 13), chosen by one person with a reason and looked
-- at by another afterwards. Mandatory reports (B30, B31) are a ground of their own.
alter table referrals drop constraint referrals_legal_ground_check;
alter table referrals add constraint referrals_legal_ground_check
  check (legal_ground in ('vital-interest', 'statutory-duty', 'mandatory-report'));
alter table referrals
  add column legal_chosen_by uuid,
  add column legal_reviewed_by uuid,
  add column legal_reviewed_at timestamptz,
  add column legal_review text constraint referrals_legal_review_check check (legal_review in ('upheld', 'not-upheld')),
  add constraint referrals_legal_second_person_check check (legal_reviewed_by <> legal_chosen_by);

-- migrate:down
alter table referrals drop constraint referrals_legal_second_person_check, drop column legal_review,
  drop column legal_reviewed_at, drop column legal_reviewed_by, drop column legal_chosen_by,
  drop constraint referrals_legal_ground_check;
alter table referrals add constraint referrals_legal_ground_check
  check (legal_ground in ('vital-interest', 'statutory-duty')) not valid;
