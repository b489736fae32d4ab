-- migrate:up
-- Who was there, how long it took, whether it stood on paper first and since when (R103), a child's own words (S09, S15), and
-- a second assessor's result beside the first (domain D): which of the two counts is a person's decision with a reason.
alter table assessments
  add column present text[] not null default '{}' constraint assessments_present_check check (present <@
    array['person', 'guardian', 'relative', 'neighbour', 'interpreter', 'colleague']::text[]),
  add column child_words_ciphertext bytea,
  add column seconds_active integer not null default 0 constraint assessments_seconds_active_check check (seconds_active >= 0),
  add column paper boolean not null default false,
  add column answered_on date,
  add column second_of uuid references assessments (id),
  add column counts boolean not null default true,
  add column decided_by uuid,
  add column decided_at timestamptz,
  add column decision_ciphertext bytea;
-- Whatever races: a result has one second one.
create unique index assessments_second_of_idx on assessments (second_of);

-- Joins the erasure by its name (see erase_household).
create function app.erase_household_answers(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update assessments set present = '{}', child_words_ciphertext = null, decision_ciphertext = null, seconds_active = 0,
    answered_on = null where household_id = household;
end;
revoke execute on function app.erase_household_answers(uuid) from public;

-- migrate:down
drop function app.erase_household_answers(uuid);
drop index assessments_second_of_idx;
alter table assessments drop column present, drop column child_words_ciphertext, drop column seconds_active, drop column paper,
  drop column answered_on, drop column second_of, drop column counts, drop column decided_by, drop column decided_at,
  drop column decision_ciphertext;
