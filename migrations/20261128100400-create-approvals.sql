-- migrate:up
-- Requests that a second person decides (C1 minors, C3 last paragraph, R88): a file out of reach in an emergency, a
-- field group that C3 marks A, an identified view for a supervisor. Ends go by system time (design 8.9).
create table approvals (
  id uuid primary key,
  number text not null unique,
  kind text not null constraint approvals_kind_check check (kind in ('break-glass', 'field-group', 'numbered-request')),
  household_id uuid not null,
  household_number text not null,
  district_code text not null,
  field_groups text[] not null constraint approvals_field_groups_check
    check (field_groups <@ array['identity', 'contact', 'economy', 'protected']),
  document_number text,
  reason text not null constraint approvals_reason_check check (length(reason) >= 10),
  state text not null constraint approvals_state_check
    check (state in ('asked', 'running', 'refused', 'cancelled', 'expired', 'ended', 'reviewed')),
  requested_by uuid not null,
  requested_unit_id uuid,
  requested_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decision_note text,
  starts_at timestamptz,
  ends_at timestamptz,
  notice_delay_reason text,
  notice_due_at timestamptz,
  noticed_at timestamptz,
  reviewed_by uuid,
  reviewed_at timestamptz,
  review_result text constraint approvals_review_result_check check (review_result in ('justified', 'not-justified')),
  review_text text,
  version integer not null,
  constraint approvals_second_person_check check (decided_by <> requested_by),
  constraint approvals_third_person_check check (reviewed_by <> requested_by and reviewed_by <> decided_by),
  constraint approvals_decided_check check ((state in ('running', 'refused', 'ended', 'reviewed')) = (decided_by is not null)),
  constraint approvals_term_check check ((state in ('running', 'ended', 'reviewed')) = (starts_at is not null)
    and (starts_at is null) = (ends_at is null) and ends_at <= starts_at + interval '24 hours'),
  constraint approvals_notice_check check (notice_delay_reason is null or notice_due_at is not null),
  constraint approvals_reviewed_check check ((state = 'reviewed') = (reviewed_by is not null)
    and (reviewed_by is null) = (review_result is null) and (review_result is null) = (review_text is null)),
  constraint approvals_groups_check check ((kind = 'break-glass') = (field_groups = '{}')),
  constraint approvals_document_check check ((kind = 'numbered-request') = (document_number is not null))
);
create index approvals_requested_by_idx on approvals (requested_by, household_id);
create index approvals_household_id_idx on approvals (household_id);
create index approvals_open_idx on approvals (district_code, state, id) where state in ('asked', 'running', 'ended');
alter table approvals enable row level security;
-- Who asked reads the own requests; who decides or reviews those of files in reach, which the subquery asks of the
-- policies of the file: other places and conflicts of interest fall away by themselves.
create policy approvals_read on approvals for select to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and (requested_by = (select app.user_id()) or (select app.is_system())
    or ((select app.roles()) && array['centre-worker', 'officer', 'supervisor']
      and exists (select 1 from households h where h.id = household_id))));
create policy approvals_ask on approvals for insert to yuanlian_app, yuanlian_worker with check (
  district_code = any ((select app.districts())::text[]) and requested_by = (select app.user_id())
  and (select app.kind()) = 'user' and (select app.organisation()) is null and state = 'asked'
  and (select app.roles()) && array['window-worker', 'station-worker', 'centre-worker', 'officer', 'supervisor']);
create policy approvals_change on approvals for update to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and (requested_by = (select app.user_id()) or (select app.is_system())
    or ((select app.roles()) && array['centre-worker', 'officer', 'supervisor']
      and exists (select 1 from households h where h.id = household_id))));
grant select, insert on approvals to yuanlian_app, yuanlian_worker;
-- Neither what was asked nor when the access ends can be written: the trigger sets the end.
grant update (state, decided_by, decided_at, decision_note, notice_delay_reason, notice_due_at, noticed_at, reviewed_by,
  reviewed_at, review_result, review_text, version) on approvals to yuanlian_app, yuanlian_worker;

alter table access_grants add column system_until timestamptz,
  add constraint access_grants_system_until_check check (ground <> 'break-glass' or system_until is not null) not valid;
-- A grant of that ground comes and ends with its approval only (trigger below); no role writes one.
create policy access_grants_no_own_break_glass on access_grants as restrictive for insert to yuanlian_app, yuanlian_worker
  with check (ground <> 'break-glass');
create policy access_grants_keep_break_glass on access_grants as restrictive for update to yuanlian_app, yuanlian_worker
  using (ground <> 'break-glass') with check (ground <> 'break-glass');

-- Only a second person with a fitting role starts an approval, for 24 hours of the system's clock; after that it can be
-- shortened and never prolonged.
create function app.keep_approval_term() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
begin
  if new.state = 'running' and old.state <> 'running' then
    if old.state <> 'asked' or app.kind() is distinct from 'user' or new.decided_by is distinct from app.user_id()
      or not (app.has_role('officer') or (old.kind <> 'numbered-request' and app.has_role('centre-worker'))) then
      raise insufficient_privilege using message = 'An approval is given by a second person';
    end if;
    new.starts_at := clock_timestamp();
    new.ends_at := new.starts_at + interval '24 hours';
  elsif old.state = 'running' and new.state = 'ended' then
    new.ends_at := least(old.ends_at, clock_timestamp());
  end if;
  return new;
end $$;
create trigger approvals_keep_term before update on approvals for each row execute function app.keep_approval_term();

create function app.follow_approval() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if new.state = 'running' then
    insert into access_grants (id, household_id, district_code, account_id, ground, source_id, valid_from, system_until)
      values (uuidv7(), new.household_id, new.district_code, new.requested_by, 'break-glass', new.id, new.starts_at, new.ends_at);
  else
    update access_grants set system_until = least(system_until, new.ends_at) where source_id = new.id and ground = 'break-glass';
  end if;
  return null;
end $$;
revoke execute on function app.follow_approval() from public;
create trigger approvals_grant after update of state on approvals for each row
  when (new.kind = 'break-glass' and new.state in ('running', 'ended') and old.state <> new.state)
  execute function app.follow_approval();

-- Break-glass goes by the system's clock alone: business time set back must not prolong it.
create or replace function app.granted_households() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select coalesce(array_agg(distinct household_id), '{}') || case when app.household() is null then '{}'::uuid[]
           else array[app.household()] end
    from access_grants
   where (account_id = app.user_id() or organisation_id = app.organisation())
     and case ground when 'break-glass' then system_until > statement_timestamp()
           else valid_from <= app.now() and (valid_until is null or valid_until > app.now()) end;
end;

-- Definer: what the holder of an approval read and changed meanwhile, for whoever reviews it; names of acts and fields.
create function app.approval_readings(approval uuid)
  returns table (at timestamptz, action text, fields jsonb)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select e.at, e.action, e.fields from approvals a join audit_events e
      on e.household_id = a.household_id and e.actor_id = a.requested_by and e.at >= a.starts_at and e.at <= a.ends_at
   where a.id = approval and a.district_code = any (app.districts())
     and app.roles() && array['centre-worker', 'officer', 'supervisor']
   order by e.at limit 500;
end;
-- Definer: the household learns who opened its file from elsewhere, where from and when, once it may be told (C3).
create function app.file_openings()
  returns table (number text, who text, unit text, starts_at timestamptz, ends_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select a.number, c.display_name, u.name, a.starts_at, a.ends_at
    from approvals a join accounts c on c.id = a.requested_by left join units u on u.id = a.requested_unit_id
   where a.household_id = app.household() and a.kind = 'break-glass' and a.noticed_at is not null
   order by a.starts_at desc limit 50;
end;
revoke execute on function app.approval_readings(uuid), app.file_openings() from public;
grant execute on function app.approval_readings(uuid), app.file_openings()
  to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.file_openings();
drop function app.approval_readings(uuid);
create or replace function app.granted_households() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select coalesce(array_agg(distinct household_id), '{}') || case when app.household() is null then '{}'::uuid[]
           else array[app.household()] end
    from access_grants
   where (account_id = app.user_id() or organisation_id = app.organisation())
     and valid_from <= app.now() and (valid_until is null or valid_until > app.now());
end;
drop table approvals;
drop function app.follow_approval();
drop function app.keep_approval_term();
-- Without the system's clock they would never end.
delete from access_grants where ground = 'break-glass';
drop policy access_grants_keep_break_glass on access_grants;
drop policy access_grants_no_own_break_glass on access_grants;
alter table access_grants drop column system_until;
