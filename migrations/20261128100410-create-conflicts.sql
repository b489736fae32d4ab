-- migrate:up
-- Nobody opens relatives', neighbours' or own files (C3). Declared by the person or by who leads the work; hit without a
-- word when somebody's own identity number is that of a member.
create table conflicts (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  household_id uuid not null,
  household_number text not null,
  district_code text not null,
  kind text not null constraint conflicts_kind_check check (kind in ('self', 'relative', 'neighbour', 'other')),
  note text,
  declared_by uuid not null,
  declared_at timestamptz not null,
  valid_until date,
  ended_by uuid,
  ended_at timestamptz,
  end_reason text,
  version integer not null,
  -- Who is bound by it cannot lift it.
  constraint conflicts_end_check check (ended_by <> account_id and (ended_by is null) = (ended_at is null)
    and (ended_at is null) = (end_reason is null))
);
create unique index conflicts_current_key on conflicts (account_id, household_id) where ended_at is null;
create index conflicts_district_code_idx on conflicts (district_code, id);
alter table conflicts enable row level security;
create policy conflicts_read on conflicts for select to yuanlian_app, yuanlian_worker using (
  account_id = (select app.user_id()) or (district_code = any ((select app.districts())::text[])
    and ((select app.is_system()) or (select app.roles()) && array['centre-worker', 'officer'])));
create policy conflicts_declare on conflicts for insert to yuanlian_app, yuanlian_worker with check (
  district_code = any ((select app.districts())::text[]) and declared_by = (select app.user_id()) and ended_at is null
  and (account_id = (select app.user_id()) or (select app.roles()) && array['centre-worker', 'officer']));
create policy conflicts_end on conflicts for update to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[]) and account_id <> (select app.user_id())
  and (select app.roles()) && array['centre-worker', 'officer']);
grant select, insert on conflicts to yuanlian_app, yuanlian_worker;
grant update (ended_by, ended_at, end_reason, version) on conflicts to yuanlian_app, yuanlian_worker;

-- The own identity number of staff, sealed, of their own free will. The indexes (one a key) are read by no role.
create table account_identities (
  account_id uuid primary key references accounts (id),
  identity_ciphertext bytea not null,
  identity_indexes bytea[] not null,
  recorded_at timestamptz not null
);
alter table account_identities enable row level security;
create policy account_identities_own on account_identities to yuanlian_app, yuanlian_worker
  using (account_id = (select app.user_id())) with check (account_id = (select app.user_id()));
grant select (account_id, recorded_at), insert on account_identities to yuanlian_app, yuanlian_worker;

-- Definer: asked inside the policies of every table that is found by its household, once a statement. Members claim the
-- index of their number under every key (identity_claims), so a rotation hides nobody.
create function app.conflicted_households() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select coalesce(array_agg(hit.household_id), '{}') from (
    select c.household_id from conflicts c
     where c.account_id = app.user_id() and c.ended_at is null
       and (c.valid_until is null or c.valid_until >= (app.now() at time zone 'Asia/Shanghai')::date)
    union
    select i.household_id from account_identities a join identity_claims i
        on i.district_code = any (app.districts()) and i.identity_index = any (a.identity_indexes)
     where a.account_id = app.user_id()
  ) hit;
end;
-- Definer: who has a conflict with which file, for whoever has to find the case another lead; staff and the machine only.
create function app.current_conflicts() returns table (account_id uuid, household_id uuid)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.account_id, c.household_id from conflicts c
   where c.district_code = any (app.districts()) and c.ended_at is null and app.kind() in ('user', 'system') and app.organisation() is null
     and (c.valid_until is null or c.valid_until >= (app.now() at time zone 'Asia/Shanghai')::date)
  union
  select a.account_id, i.household_id from account_identities a join identity_claims i
      on i.district_code = any (app.districts()) and i.identity_index = any (a.identity_indexes)
   where app.kind() in ('user', 'system') and app.organisation() is null;
end;
revoke execute on function app.conflicted_households(), app.current_conflicts() from public;
grant execute on function app.conflicted_households(), app.current_conflicts() to yuanlian_app, yuanlian_worker;

-- Tables opened through the household or the case ask the policies of those, which come with them.
create policy households_not_conflicted on households as restrictive to yuanlian_app, yuanlian_worker
  using (id <> all ((select app.conflicted_households())::uuid[]));
create policy household_members_not_conflicted on household_members as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
create policy household_grams_not_conflicted on household_grams as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
create policy household_links_not_conflicted on household_links as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
create policy cases_not_conflicted on cases as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
create policy needs_not_conflicted on needs as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
create policy gaps_not_conflicted on gaps as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
create policy plans_not_conflicted on plans as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
create policy referrals_not_conflicted on referrals as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
create policy evaluations_not_conflicted on evaluations as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
create policy follow_ups_not_conflicted on follow_ups as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
create policy leads_not_conflicted on leads as restrictive to yuanlian_app, yuanlian_worker
  using (household_id is null or household_id <> all ((select app.conflicted_households())::uuid[]));
create policy moves_not_conflicted on moves as restrictive for select to yuanlian_app, yuanlian_worker
  using (household_id is null or household_id <> all ((select app.conflicted_households())::uuid[]));
create policy notifications_not_conflicted on notifications as restrictive to yuanlian_app, yuanlian_worker
  using (household_id is null or household_id <> all ((select app.conflicted_households())::uuid[]));

create index household_members_phone_index_idx on household_members (phone_index);
-- Definer: which file a key belongs to, for staff who ask for access to it or declare a conflict with it; number and
-- place only. At most two, so that an ambiguous phone is noticed.
create function app.find_file(wanted_number text, identities bytea[], phones bytea[])
  returns table (id uuid, number text, district_code text, in_reach boolean)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select h.id, h.number, h.district_code,
      (h.region_path >= app.region_floor() and h.region_path < app.region_ceiling()) or h.id = any (app.granted_households())
    from households h
   where app.kind() = 'user' and app.organisation() is null and h.district_code = any (app.districts()) and h.state = 'active'
     and h.id <> all (app.conflicted_households())
     and h.id in (select n.id from households n where n.number = wanted_number
       union select i.household_id from household_members i where i.identity_index = any (identities) and i.valid_until is null
       union select p.household_id from household_members p where p.phone_index = any (phones) and p.valid_until is null)
   order by h.id limit 2;
end;
revoke execute on function app.find_file(text, bytea[], bytea[]) from public;
grant execute on function app.find_file(text, bytea[], bytea[]) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.find_file(text, bytea[], bytea[]);
drop index household_members_phone_index_idx;
drop policy households_not_conflicted on households;
drop policy household_members_not_conflicted on household_members;
drop policy household_grams_not_conflicted on household_grams;
drop policy household_links_not_conflicted on household_links;
drop policy cases_not_conflicted on cases;
drop policy needs_not_conflicted on needs;
drop policy gaps_not_conflicted on gaps;
drop policy plans_not_conflicted on plans;
drop policy referrals_not_conflicted on referrals;
drop policy evaluations_not_conflicted on evaluations;
drop policy follow_ups_not_conflicted on follow_ups;
drop policy leads_not_conflicted on leads;
drop policy moves_not_conflicted on moves;
drop policy notifications_not_conflicted on notifications;
drop function app.current_conflicts();
drop function app.conflicted_households();
drop table account_identities;
drop table conflicts;
