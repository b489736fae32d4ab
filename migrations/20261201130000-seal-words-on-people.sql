-- migrate:up
-- What people write about a household is sealed (design 8.7); the notes on who owes support (R65) and on regroupings (R99)
-- were not. No key is in the database, so it cannot seal them itself: words from before wait in their old column, which no
-- page shows any more, until the worker has sealed them, the first thing it does.
alter table regroupings add column note_ciphertext bytea, add column no_adult_reason_ciphertext bytea;
alter table support_obligors add column note_ciphertext bytea;
insert into due_items (id, kind, subject_id, district_code, due_at)
  select gen_random_uuid(), 'seal-regrouping-words', id, district_code, now() from regroupings
    where note is not null or no_adult_reason is not null
  union all select gen_random_uuid(), 'seal-obligor-note', o.id, h.district_code, now()
    from support_obligors o join households h on h.id = o.household_id where o.note is not null;
-- Not valid: for what is written from now on.
alter table regroupings add constraint regroupings_words_sealed_check
  check (note is null and no_adult_reason is null) not valid;
alter table support_obligors add constraint support_obligors_words_sealed_check check (note is null) not valid;

create or replace function app.erase_household_regroupings(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update regroupings set note = null, no_adult_reason = null, note_ciphertext = null, no_adult_reason_ciphertext = null,
    version = version + 1 where household_id = household or other_household_id = household;
end;

-- migrate:down
-- What is sealed cannot be opened here and goes with its columns, as whatever was sealed goes with a table: said aloud.
do $$ declare
  kept bigint;
begin
  select (select count(*) from support_obligors where note_ciphertext is not null)
    + (select count(*) from regroupings where note_ciphertext is not null or no_adult_reason_ciphertext is not null) into kept;
  if kept > 0 then raise warning 'sealed words of % rows are dropped: a backup from before has them', kept; end if;
end $$;
create or replace function app.erase_household_regroupings(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update regroupings set note = null, no_adult_reason = null, version = version + 1
    where household_id = household or other_household_id = household;
end;
alter table support_obligors drop constraint support_obligors_words_sealed_check, drop column note_ciphertext;
alter table regroupings drop constraint regroupings_words_sealed_check, drop column note_ciphertext,
  drop column no_adult_reason_ciphertext;
delete from due_items where kind in ('seal-regrouping-words', 'seal-obligor-note') and done_at is null;
