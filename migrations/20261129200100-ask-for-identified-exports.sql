-- migrate:up
-- Supervision (R88): statistics first; an identified list rests on a numbered request of the organ, which a second person
-- agrees to. The request stands on the order; the agreement is given once, by somebody else, and does not change.
alter table exports
  add column request_number text,
  add column request_organ text,
  add column request_date date,
  add column field_groups text[],
  add column decided_by uuid references accounts (id),
  add column decided_at timestamptz,
  add column decision_note text,
  -- Why the households are told later than at once, and when.
  add column notice_delay_reason text,
  add column notice_due_at timestamptz;
alter table exports drop constraint exports_mode_check, drop constraint exports_state_check,
  drop constraint exports_end_reason_check;
alter table exports
  add constraint exports_mode_check check (mode in ('named', 'statistics', 'identified')),
  add constraint exports_state_check check (state in ('asked', 'waiting', 'ready', 'failed', 'refused', 'ended')),
  add constraint exports_end_reason_check
    check (end_reason in ('expired', 'deleted', 'post-ended', 'household-closed', 'unanswered')),
  add constraint exports_request_check check (case when mode = 'identified'
    then request_number is not null and request_organ is not null and request_date is not null and field_groups is not null
      and field_groups <> '{}' and field_groups <@ array['identity', 'contact', 'economy']
    else request_number is null and request_organ is null and request_date is null and field_groups is null
      and decided_by is null and state not in ('asked', 'refused') end),
  add constraint exports_other_person_check check (decided_by <> ordered_by),
  add constraint exports_decided_check check ((decided_by is null) = (decided_at is null)
    and (mode <> 'identified' or decided_by is not null or state in ('asked', 'ended'))
    and (decided_by is not null or (decision_note is null and notice_due_at is null))
    and (notice_delay_reason is null) = (notice_due_at is null));
-- One request has one file at a time.
create unique index exports_open_request_idx on exports (district_code, request_organ, request_number)
  where mode = 'identified' and state in ('asked', 'waiting', 'ready');

drop policy exports_add on exports;
create policy exports_add on exports for insert to yuanlian_app, yuanlian_worker with check (
  (select app.kind()) = 'user' and ordered_by = (select app.user_id())
  and district_code = any ((select app.districts())::text[]) and decided_by is null
  and case when mode = 'identified' then state = 'asked' and (select app.has_role('supervisor')) else state = 'waiting' end);
-- Whoever may agree sees the orders that need it.
create policy exports_read_identified on exports for select to yuanlian_app using (
  mode = 'identified' and (select app.roles()) && array['centre-worker', 'officer']
  and district_code = any ((select app.districts())::text[])
  and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()));
create policy exports_decide on exports for update to yuanlian_app using (
  mode = 'identified' and state = 'asked' and ordered_by <> (select app.user_id())
  and (select app.roles()) && array['centre-worker', 'officer']
  and district_code = any ((select app.districts())::text[])
  and region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
  with check (mode = 'identified' and state in ('waiting', 'refused') and decided_by = (select app.user_id()));
grant update (decided_by, decided_at, decision_note, notice_delay_reason, notice_due_at) on exports to yuanlian_app;

-- Only a second person with a fitting role lets a list be made; nothing else touches the agreement.
create function app.keep_export_decision() returns trigger
  language plpgsql set search_path = public, pg_temp as $$
declare
  decides boolean := old.state = 'asked' and new.state in ('waiting', 'refused');
begin
  if decides and (app.kind() is distinct from 'user' or new.decided_by is distinct from app.user_id()
      or new.decided_by = old.ordered_by or not (app.has_role('centre-worker') or app.has_role('officer'))) then
    raise insufficient_privilege using message = 'An identified list is agreed to by a second person';
  end if;
  if not decides and ((old.state = 'asked' and new.state not in ('asked', 'ended'))
      or (old.state = 'refused' and new.state <> 'refused')
      or (new.decided_by, new.decided_at, new.decision_note, new.notice_delay_reason, new.notice_due_at) is distinct from
        (old.decided_by, old.decided_at, old.decision_note, old.notice_delay_reason, old.notice_due_at)) then
    raise insufficient_privilege using message = 'The decision on a list stands';
  end if;
  return new;
end $$;
create trigger exports_keep_decision before update on exports for each row when (old.mode = 'identified')
  execute function app.keep_export_decision();

-- What was refused has no file that could end with a post.
create or replace function app.end_exports_of(account uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update exports set state = 'ended', end_reason = 'post-ended', ended_at = coalesce(app.now(), clock_timestamp()),
    version = version + 1 where ordered_by = account and state not in ('refused', 'ended');
end;
create or replace function app.erase_household_exports(household uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7294121);
  update exports x set state = 'ended', end_reason = 'household-closed', ended_at = coalesce(app.now(), clock_timestamp()),
      version = version + 1
    where x.state = 'ready' and x.mode in ('named', 'identified') and x.number in (
      select jsonb_array_elements_text(e.fields) from audit_events e
      where e.household_id = household and e.action = 'household.exported');
end $$;

-- The household sees that its row left the house; where a ground to wait is on record, on that day.
create function app.hides_export(fields jsonb) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select from exports x where x.number in (select jsonb_array_elements_text(fields))
    and x.notice_due_at > app.now());
end;
revoke execute on function app.keep_export_decision(), app.hides_export(jsonb) from public;
grant execute on function app.hides_export(jsonb) to yuanlian_app, yuanlian_worker;
alter policy audit_events_readings on audit_events
  using (
    household_id is not null and app.is_reading(action)
    and (household_id = (select app.household())
      or ((select app.roles() && array['window-worker', 'station-worker', 'centre-worker', 'officer', 'supervisor'])
        and exists (select from households h where h.id = household_id)))
    and not app.hides_reading(household_id, actor_id, purpose)
    and (action <> 'household.exported' or not app.hides_export(fields))
  );

-- migrate:down
alter policy audit_events_readings on audit_events
  using (
    household_id is not null and app.is_reading(action)
    and (household_id = (select app.household())
      or ((select app.roles() && array['window-worker', 'station-worker', 'centre-worker', 'officer', 'supervisor'])
        and exists (select from households h where h.id = household_id)))
    and not app.hides_reading(household_id, actor_id, purpose)
  );
drop function app.hides_export(jsonb);
drop policy exports_decide on exports;
drop policy exports_read_identified on exports;
drop policy exports_add on exports;
-- Orders of this kind are not known before; their files are sealed with keys that go too.
delete from export_files f using exports e where e.id = f.export_id and e.mode = 'identified';
drop trigger exports_keep_decision on exports;
drop function app.keep_export_decision();
delete from exports where mode = 'identified';
drop index exports_open_request_idx;
alter table exports drop constraint exports_request_check, drop constraint exports_other_person_check,
  drop constraint exports_decided_check, drop constraint exports_mode_check, drop constraint exports_state_check,
  drop constraint exports_end_reason_check;
alter table exports
  add constraint exports_mode_check check (mode in ('named', 'statistics')),
  add constraint exports_state_check check (state in ('waiting', 'ready', 'failed', 'ended')),
  add constraint exports_end_reason_check check (end_reason in ('expired', 'deleted', 'post-ended', 'household-closed')),
  drop column request_number, drop column request_organ, drop column request_date, drop column field_groups,
  drop column decided_by, drop column decided_at, drop column decision_note, drop column notice_delay_reason,
  drop column notice_due_at;
create policy exports_add on exports for insert to yuanlian_app, yuanlian_worker with check (
  (select app.kind()) = 'user' and ordered_by = (select app.user_id()) and state = 'waiting'
  and district_code = any ((select app.districts())::text[]));
create or replace function app.end_exports_of(account uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update exports set state = 'ended', end_reason = 'post-ended', ended_at = coalesce(app.now(), clock_timestamp()),
    version = version + 1 where ordered_by = account and state <> 'ended';
end;
create or replace function app.erase_household_exports(household uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7294121);
  update exports x set state = 'ended', end_reason = 'household-closed', ended_at = coalesce(app.now(), clock_timestamp()),
      version = version + 1
    where x.state = 'ready' and x.mode = 'named' and x.number in (
      select jsonb_array_elements_text(e.fields) from audit_events e
      where e.household_id = household and e.action = 'household.exported');
end $$;
