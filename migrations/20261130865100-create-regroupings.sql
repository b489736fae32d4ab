-- migrate:up
-- People leave a file for one of their own, join another file, or a whole file joins another (R99): what was moved from
-- where to where, so that it can be taken back until either file changes.
create table regroupings (
  id uuid primary key,
  -- The file they were of, and the file they are of now.
  household_id uuid not null references households (id),
  other_household_id uuid not null references households (id),
  district_code text not null,
  kind text not null constraint regroupings_kind_check check (kind in ('split', 'transfer', 'merge')),
  effective_on date not null,
  reason text not null constraint regroupings_reason_check check (reason in
    ('married', 'own-household', 'divorced', 'care', 'reunited', 'recorded-wrongly', 'other')),
  note text,
  -- Why it is right that nobody of age is left in one of the two files.
  no_adult_reason text,
  -- Ids, and codes of relations as they were; no words.
  moved jsonb not null,
  -- What both files were like afterwards (app.file_mark).
  mark text not null,
  state text not null constraint regroupings_state_check check (state in ('done', 'undone')),
  done_by uuid,
  done_at timestamptz not null,
  undone_by uuid,
  undone_at timestamptz,
  version integer not null,
  constraint regroupings_two_files_check check (household_id <> other_household_id),
  constraint regroupings_undone_check check ((state = 'undone') = (undone_at is not null))
);
create index regroupings_household_id_idx on regroupings (household_id, done_at desc);
create index regroupings_other_household_id_idx on regroupings (other_household_id, done_at desc);
alter table regroupings enable row level security;
-- There for who reaches both files: through one of them nothing is told of the other (C3).
create policy regroupings_all on regroupings to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id)
    and exists (select 1 from households h where h.id = other_household_id)
    and not (select app.is_provider()) and not (select app.is_evaluator()));
grant select, insert, update on regroupings to yuanlian_app, yuanlian_worker;
select app.protect_by_record('regroupings');

-- Definer: a digest over the versions of a file, the same for every reader, whatever part of the file they see. Needs that
-- are for the protected team alone stand outside it: nobody may notice that there are such (R46).
create function app.file_mark(household uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select encode(sha256(convert_to(coalesce(string_agg(line, ' ' order by line), ''), 'UTF8')), 'hex') from (
    select 'h' || id || ':' || version as line from households where id = household
    union all select 'm' || id || ':' || version from household_members where household_id = household
    union all select 'e' || id || ':' || version from economy_lines where household_id = household
    union all select 'n' || id || ':' || version from needs where household_id = household and not app.restricted_code(code)
    union all select 'a' || id || ':' || version from assessments where household_id = household and restricted is not true
    union all select 'c' || id || ':' || version from consents where household_id = household and restricted is not true
    union all select 'p' || id || ':' || version from applications where household_id = household) as parts (line);
end;
revoke execute on function app.file_mark(uuid) from public;
grant execute on function app.file_mark(uuid) to yuanlian_app, yuanlian_worker;

-- Definer: a file that somebody has asked to delete (PIPL 47) is left as it is, also by those who may not read the request.
create function app.deletion_asked(household uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from rights_requests
    where household_id = household and kind = 'delete' and state in ('received', 'in-work'));
end;
revoke execute on function app.deletion_asked(uuid) from public;
grant execute on function app.deletion_asked(uuid) to yuanlian_app, yuanlian_worker;

-- Nothing new is written to a file that has joined another; its history stays to be read.
create function app.keep_merged_shut() returns trigger
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from households where id = new.household_id and state = 'merged') then
    raise exception 'the file has joined another' using errcode = '23514', constraint = 'households_merged_check';
  end if;
  return new;
end $$;
revoke execute on function app.keep_merged_shut() from public;
create trigger household_members_keep_merged_shut before insert on household_members
  for each row execute function app.keep_merged_shut();
create trigger cases_keep_merged_shut before insert on cases for each row execute function app.keep_merged_shut();
create trigger needs_keep_merged_shut before insert on needs for each row execute function app.keep_merged_shut();
create trigger economy_lines_keep_merged_shut before insert on economy_lines
  for each row execute function app.keep_merged_shut();
create trigger assessments_keep_merged_shut before insert on assessments
  for each row execute function app.keep_merged_shut();
create trigger consents_keep_merged_shut before insert on consents for each row execute function app.keep_merged_shut();
create trigger classifications_keep_merged_shut before insert on classifications
  for each row execute function app.keep_merged_shut();
create trigger applications_keep_merged_shut before insert on applications
  for each row execute function app.keep_merged_shut();

-- Joins the erasure by its name (see erase_household); the words are about the people of both files.
create function app.erase_household_regroupings(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update regroupings set note = null, no_adult_reason = null, version = version + 1
    where household_id = household or other_household_id = household;
end;
revoke execute on function app.erase_household_regroupings(uuid) from public;

-- migrate:down
drop function app.erase_household_regroupings(uuid);
drop function app.keep_merged_shut() cascade;
drop function app.deletion_asked(uuid);
drop function app.file_mark(uuid);
drop table regroupings;
