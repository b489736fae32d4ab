-- migrate:up
-- One dated grant table (design 8.1): assignment, accepted referral, visit day, evaluation sample, break-glass.
create table access_grants (
  id uuid primary key,
  household_id uuid not null,
  district_code text not null,
  account_id uuid,
  organisation_id uuid,
  ground text not null constraint access_grants_ground_check
    check (ground in ('assignment', 'referral', 'visit-day', 'evaluation', 'break-glass')),
  source_id uuid not null,
  valid_from timestamptz not null,
  valid_until timestamptz,
  constraint access_grants_holder_check check (num_nonnulls(account_id, organisation_id) = 1)
);
create index access_grants_account_id_idx on access_grants (account_id, household_id);
create index access_grants_organisation_id_idx on access_grants (organisation_id, household_id);
create index access_grants_source_id_idx on access_grants (source_id);
alter table access_grants enable row level security;
grant select, insert, update on access_grants to yuanlian_app, yuanlian_worker;
create policy access_grants_district on access_grants to yuanlian_app, yuanlian_worker
  using (district_code = any ((select app.districts())::text[]))
  with check (district_code = any ((select app.districts())::text[]));

-- Definer: asked inside the policies of every household-bound table, evaluated once a statement. A household reaches
-- itself.
create function app.granted_households() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select coalesce(array_agg(distinct household_id), '{}') || case when app.household() is null then '{}'::uuid[]
           else array[app.household()] end
    from access_grants
   where (account_id = app.user_id() or organisation_id = app.organisation())
     and valid_from <= app.now() and (valid_until is null or valid_until > app.now());
end;

-- migrate:down
drop function app.granted_households();
drop table access_grants;
