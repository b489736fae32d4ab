-- migrate:up
-- A move about a household lies where the household lies, also where the writer knows no place (consents): else all staff of
-- the district would read it, and it would stay behind when the file is closed.
create function app.place_move() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.region_path := (select h.region_path from households h where h.id = new.household_id);
  return new;
end $$;
revoke execute on function app.place_move() from public;
create trigger moves_place before insert on moves for each row
  when (new.region_path is null and new.household_id is not null) execute function app.place_move();
update moves m set region_path = h.region_path from households h where h.id = m.household_id and m.region_path is null;

-- A move of a consent to a shelter, or of a request for money that pays one, tells as much as the row that moved (R46,
-- B30-B32): it is there for the team, and for whoever sees that row.
create or replace function app.mark_restricted() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  new.restricted := case tg_table_name
    when 'assessments' then coalesce(app.restricted_needs_in(to_jsonb(new) -> 'result'), false)
    when 'match_runs' then coalesce(app.restricted_needs_in(to_jsonb(new) -> 'snapshot'), false)
    when 'consents' then app.restricted_receiver((to_jsonb(new) ->> 'household_id')::uuid, (to_jsonb(new) ->> 'receiver_id')::uuid)
    when 'evaluations' then app.restricted_referral((to_jsonb(new) ->> 'referral_id')::uuid)
    when 'follow_ups' then app.restricted_referral((to_jsonb(new) ->> 'referral_id')::uuid)
    when 'notifications' then app.restricted_reading((to_jsonb(new) ->> 'subject_id')::uuid)
    else app.restricted_reading((to_jsonb(new) ->> 'subject_id')::uuid) or exists (select 1 from fund_requests f
      where f.id = (to_jsonb(new) ->> 'subject_id')::uuid and app.restricted_request(f.holder_id, f.fund_id)) end;
  return new;
end $$;
alter policy moves_restricted on moves using (
  restricted is not true or (select app.is_system())
  or household_id = any ((select app.protected_households())::uuid[])
  or organisation_id = (select app.organisation())
  or (lifecycle = 'fund-request' and exists (select 1 from fund_requests f where f.id = subject_id))
  or ((select app.household()) is not null and (exists (select 1 from referrals r where r.id = subject_id)
    or exists (select 1 from needs n where n.id = subject_id)
    or exists (select 1 from consents c where c.id = subject_id))));
update moves m set restricted = true from consents c
  where c.id = m.subject_id and c.restricted and m.restricted is not true;
update moves m set restricted = true from fund_requests f
  where f.id = m.subject_id and app.restricted_request(f.holder_id, f.fund_id) and m.restricted is not true;

-- migrate:down
alter policy moves_restricted on moves using (
  restricted is not true or (select app.is_system())
  or household_id = any ((select app.protected_households())::uuid[])
  or organisation_id = (select app.organisation())
  or ((select app.household()) is not null and (exists (select 1 from referrals r where r.id = subject_id)
    or exists (select 1 from needs n where n.id = subject_id))));
create or replace function app.mark_restricted() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  new.restricted := case tg_table_name
    when 'assessments' then coalesce(app.restricted_needs_in(to_jsonb(new) -> 'result'), false)
    when 'match_runs' then coalesce(app.restricted_needs_in(to_jsonb(new) -> 'snapshot'), false)
    when 'consents' then app.restricted_receiver((to_jsonb(new) ->> 'household_id')::uuid, (to_jsonb(new) ->> 'receiver_id')::uuid)
    when 'evaluations' then app.restricted_referral((to_jsonb(new) ->> 'referral_id')::uuid)
    when 'follow_ups' then app.restricted_referral((to_jsonb(new) ->> 'referral_id')::uuid)
    when 'notifications' then app.restricted_reading((to_jsonb(new) ->> 'subject_id')::uuid)
    else app.restricted_subject((to_jsonb(new) ->> 'subject_id')::uuid) end;
  return new;
end $$;
drop trigger moves_place on moves;
drop function app.place_move();
