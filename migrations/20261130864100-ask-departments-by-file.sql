-- migrate:up
-- Departments without a line answer by file (R93, B16). How each is asked is pack data that a district may say otherwise;
-- a call keeps the way it goes, and only those that go over a line are claimed by the sender.
create table department_ways (
  district_code text not null,
  department text not null,
  way text not null constraint department_ways_way_check check (way in ('service', 'file')),
  decided_by uuid not null references accounts (id),
  decided_at timestamptz not null,
  primary key (district_code, department)
);
alter table department_ways enable row level security;
create policy department_ways_read on department_ways for select to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and not (select app.is_provider()) and not (select app.is_evaluator()));
create policy department_ways_decide on department_ways to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and ((select app.has_role('officer')) or (select app.has_role('security-administrator'))));
grant select, insert, update on department_ways to yuanlian_app, yuanlian_worker;
select app.protect_by_record('department_ways');

alter table check_calls
  add column way text not null default 'service' constraint check_calls_way_check check (way in ('service', 'file'));
alter table check_calls alter column way drop default;
create index check_calls_files_idx on check_calls (district_code, department, id) where way = 'file' and state = 'waiting';
-- A confirmed file can be taken back, and with it what it made to be clarified while nobody has looked after that.
grant delete on check_mismatches to yuanlian_app, yuanlian_worker;

create or replace function app.claim_check_calls(most integer, lease_seconds integer)
  returns table (id uuid, request_id uuid, district_code text)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  return query update check_calls c set state = 'sent', attempts = c.attempts + 1,
      lease_until = clock_timestamp() + make_interval(secs => lease_seconds)
    where c.id in (select w.id from check_calls w
      where w.way = 'service' and w.state in ('waiting', 'sent')
        and (w.lease_until is null or w.lease_until < clock_timestamp())
      order by w.id limit most for update skip locked)
    returning c.id, c.request_id, c.district_code;
end $$;

-- What waits for a department goes the way that was just said, whoever said it: the security administrator reads no file.
-- What went out already keeps its way.
create function app.turn_waiting_calls(place text, asked text, new_way text) returns integer
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  turned uuid[];
begin
  if not (place = any (app.districts()::text[]) and (app.has_role('officer') or app.has_role('security-administrator'))) then
    return 0;
  end if;
  with calls as (update check_calls c set way = new_way
    where c.district_code = place and c.department = asked and c.state = 'waiting' and c.way <> new_way
    returning c.request_id) select array_agg(request_id) into turned from calls;
  -- A check is finished when no line is waited for.
  update check_requests r set finished_at = case when new_way = 'service' then null
      else coalesce(r.finished_at, app.now(), clock_timestamp()) end
    where r.id = any (turned) and (new_way = 'service' or not exists (select 1 from check_calls c
      where c.request_id = r.id and c.way = 'service' and c.state in ('waiting', 'sent')));
  return coalesce(cardinality(turned), 0);
end $$;
revoke execute on function app.turn_waiting_calls(text, text, text) from public;
grant execute on function app.turn_waiting_calls(text, text, text) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.turn_waiting_calls(text, text, text);
create or replace function app.claim_check_calls(most integer, lease_seconds integer)
  returns table (id uuid, request_id uuid, district_code text)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  return query update check_calls c set state = 'sent', attempts = c.attempts + 1,
      lease_until = clock_timestamp() + make_interval(secs => lease_seconds)
    where c.id in (select w.id from check_calls w
      where w.state in ('waiting', 'sent') and (w.lease_until is null or w.lease_until < clock_timestamp())
      order by w.id limit most for update skip locked)
    returning c.id, c.request_id, c.district_code;
end $$;
revoke delete on check_mismatches from yuanlian_app, yuanlian_worker;
drop index check_calls_files_idx;
-- What went by file and was never answered cannot be sent anew over a line by itself: it has failed.
update check_calls set state = 'timed-out' where way = 'file' and state = 'sent';
alter table check_calls drop column way;
drop table department_ways;
