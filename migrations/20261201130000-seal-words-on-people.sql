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
-- A trigger and no check: rows with such words may be changed in all else meanwhile, but nobody writes plain words any more.
create function app.refuse_plain_words() returns trigger language plpgsql set search_path = public, pg_temp as $$ begin
  raise exception '%_words_sealed_check: words are sealed before they are stored', tg_table_name
    using errcode = 'check_violation';
end $$;
create trigger regroupings_words_sealed before insert or update of note, no_adult_reason on regroupings for each row
  when (new.note is not null or new.no_adult_reason is not null) execute function app.refuse_plain_words();
create trigger support_obligors_words_sealed before insert or update of note on support_obligors for each row
  when (new.note is not null) execute function app.refuse_plain_words();

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
drop trigger support_obligors_words_sealed on support_obligors;
drop trigger regroupings_words_sealed on regroupings;
drop function app.refuse_plain_words();
alter table support_obligors drop column note_ciphertext;
alter table regroupings drop column note_ciphertext, drop column no_adult_reason_ciphertext;
delete from due_items where kind in ('seal-regrouping-words', 'seal-obligor-note') and done_at is null;
