-- migrate:up
-- The household contests what a department has said of it, on its own page or by a worker's hand (R65, R81). That makes
-- something to be clarified also of an item that no declaration is held against, e.g. a marriage or a vehicle.
alter table check_mismatches
  alter column economy_kind drop not null,
  alter column economy_item drop not null,
  -- The household's own words, sealed, and when they were said.
  add column said_ciphertext bytea,
  add column said_at timestamptz,
  add constraint check_mismatches_economy_pair_check check ((economy_kind is null) = (economy_item is null)),
  add constraint check_mismatches_said_check check (economy_kind is not null or said_at is not null);

create or replace function app.erase_household_checks(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update check_answers set held = null, things = null, amount_fen = null, period = null, as_of = null
    where household_id = household;
  update check_mismatches set answered_fen = null, declared_fen = null, note_ciphertext = null, said_ciphertext = null
    where household_id = household;
end;

-- migrate:down
create or replace function app.erase_household_checks(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update check_answers set held = null, things = null, amount_fen = null, period = null, as_of = null
    where household_id = household;
  update check_mismatches set answered_fen = null, declared_fen = null, note_ciphertext = null where household_id = household;
end;
-- What only the household's word has made cannot be told in the older form.
delete from check_mismatches where economy_kind is null;
alter table check_mismatches
  drop constraint check_mismatches_said_check,
  drop constraint check_mismatches_economy_pair_check,
  drop column said_at,
  drop column said_ciphertext,
  alter column economy_kind set not null,
  alter column economy_item set not null;
