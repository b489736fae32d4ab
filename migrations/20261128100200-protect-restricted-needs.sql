-- migrate:up
-- Re-entry, violence, guardianship and safe removal (SO-05, LE-04, CH-01, CR-04; R46, B30-B32): a row that tells of them is
-- there for the named team of its household alone, whatever anybody's role and place. The taxonomy marks the same codes.
create function app.restricted_code(code text) returns boolean language sql immutable
  return coalesce(code = any (array['SO-05', 'LE-04', 'CH-01', 'CR-04']), false);

-- The team is dated like all grants, so that its people also reach a household outside their area.
alter table access_grants drop constraint access_grants_ground_check;
alter table access_grants add constraint access_grants_ground_check check (ground in
  ('assignment', 'referral', 'visit-day', 'evaluation', 'break-glass', 'protected-team'));
-- Why somebody was named or taken off, and by whom; null where the database did it.
alter table access_grants add column reason text, add column granted_by uuid, add column end_reason text, add column ended_by uuid;
create unique index access_grants_protected_team_key on access_grants (household_id, account_id)
  where ground = 'protected-team' and valid_until is null;

create function app.protected_households() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select coalesce(array_agg(distinct household_id), '{}') from access_grants
   where ground = 'protected-team' and account_id = app.user_id() and app.organisation() is null
     and valid_from <= app.now() and (valid_until is null or valid_until > app.now());
end;

-- That a team exists tells of the need. It is kept by its own people, by who leads the case, and by a centre worker in
-- reach; nobody takes a place on it himself.
create policy access_grants_team_read on access_grants as restrictive for select to yuanlian_app, yuanlian_worker using (
  ground <> 'protected-team' or (select app.is_system()) or household_id = any ((select app.protected_households())::uuid[])
  or ((select app.has_role('centre-worker')) and exists (select 1 from households h where h.id = household_id))
  or exists (select 1 from cases c where c.household_id = access_grants.household_id and c.lead_worker_id = (select app.user_id())));
create policy access_grants_team_add on access_grants as restrictive for insert to yuanlian_app, yuanlian_worker with check (
  ground <> 'protected-team' or (account_id is distinct from (select app.user_id())
    and (((select app.has_role('centre-worker')) and exists (select 1 from households h where h.id = household_id))
      or exists (select 1 from cases c where c.household_id = access_grants.household_id and c.lead_worker_id = (select app.user_id())))));
create policy access_grants_team_change on access_grants as restrictive for update to yuanlian_app, yuanlian_worker using (
  ground <> 'protected-team' or account_id = (select app.user_id())
  or ((select app.has_role('centre-worker')) and exists (select 1 from households h where h.id = household_id))
  or exists (select 1 from cases c where c.household_id = access_grants.household_id and c.lead_worker_id = (select app.user_id())));

create function app.join_protected_team(household uuid, account uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  insert into access_grants (id, household_id, district_code, account_id, ground, source_id, valid_from)
    select uuidv7(), h.id, h.district_code, account, 'protected-team', h.id, app.now()
      from households h where h.id = household and account is not null
    on conflict (household_id, account_id) where ground = 'protected-team' and valid_until is null do nothing;
end;
revoke execute on function app.join_protected_team(uuid, uuid) from public;

-- Definer: whoever records the first such need, or takes over the case, cannot see yet what puts them on the team. Who
-- records a later one does not join: else anybody could let himself in by stating one.
create function app.keep_team_of_need() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if app.organisation() is null and not exists (select 1 from needs n
      where n.household_id = new.household_id and n.id <> new.id and app.restricted_code(n.code)) then
    perform app.join_protected_team(new.household_id, app.user_id());
  end if;
  perform app.join_protected_team(new.household_id, c.lead_worker_id) from cases c
    where c.household_id = new.household_id and c.state not in ('closed', 'follow-up', 'archived');
  return null;
end $$;
revoke execute on function app.keep_team_of_need() from public;
create trigger needs_keep_team after insert on needs
  for each row when (app.restricted_code(new.code)) execute function app.keep_team_of_need();

create function app.keep_team_of_case() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if exists (select 1 from needs n where n.household_id = new.household_id and app.restricted_code(n.code)) then
    update access_grants set valid_until = app.now()
     where household_id = new.household_id and ground = 'protected-team' and valid_until is null
       and tg_op = 'UPDATE' and account_id = old.lead_worker_id;
    perform app.join_protected_team(new.household_id, new.lead_worker_id);
  end if;
  return null;
end $$;
revoke execute on function app.keep_team_of_case() from public;
create trigger cases_keep_team_opened after insert on cases for each row execute function app.keep_team_of_case();
create trigger cases_keep_team_led after update of lead_worker_id on cases
  for each row when (old.lead_worker_id is distinct from new.lead_worker_id) execute function app.keep_team_of_case();

-- Whoever sits before the household's page may be the one it is about: nothing of violence, guardianship and removal
-- stands there until a worker has marked it safe to show. (No default: an insert that asks back would have to see its row.)
alter table needs add column shown_to_household boolean;
create policy needs_restricted on needs as restrictive to yuanlian_app, yuanlian_worker using (
  not app.restricted_code(code) or (select app.is_system())
  or household_id = any ((select app.protected_households())::uuid[])
  or ((shown_to_household is true or code = 'SO-05') and household_id = (select app.household())))
  with check (true);
create policy gaps_restricted on gaps as restrictive to yuanlian_app, yuanlian_worker using (
  not app.restricted_code(code) or (select app.is_system())
  or household_id = any ((select app.protected_households())::uuid[])) with check (true);
create policy referrals_restricted on referrals as restrictive to yuanlian_app, yuanlian_worker using (
  not app.restricted_code(need_code) or (select app.is_system())
  or household_id = any ((select app.protected_households())::uuid[])
  or provider_id = (select app.organisation())
  or ((select app.household()) is not null and exists (select 1 from needs n where n.id = need_id))) with check (true);
-- What hangs on a need is there when the need is.
create policy plan_items_restricted on plan_items as restrictive to yuanlian_app, yuanlian_worker using (
  exists (select 1 from needs n where n.id = need_id)
  or (need_id is null and (not app.restricted_code(code) or (select app.is_system())
    or exists (select 1 from plans p where p.id = plan_id
      and p.household_id = any ((select app.protected_households())::uuid[]))))) with check (true);
create policy plan_choices_restricted on plan_choices as restrictive to yuanlian_app, yuanlian_worker
  using (exists (select 1 from needs n where n.id = need_id)) with check (true);

-- Rows that carry no code say by a mark whether they belong to such a need; the database sets it, nobody else.
alter table assessments add column restricted boolean;
alter table match_runs add column restricted boolean;
alter table evaluations add column restricted boolean;
alter table follow_ups add column restricted boolean;
alter table moves add column restricted boolean;
alter table notifications add column restricted boolean;
alter table consents add column restricted boolean;

create function app.restricted_needs_in(list jsonb) returns boolean language sql immutable
  set search_path = public, pg_temp
  return exists (select 1 from jsonb_path_query(list, '$.needs[*].code') found(code) where app.restricted_code(found.code #>> '{}'));
create function app.restricted_referral(wanted uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from referrals r where r.id = wanted and app.restricted_code(r.need_code));
end;
create function app.restricted_subject(wanted uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select app.restricted_referral(wanted)
    or exists (select 1 from needs n where n.id = wanted and app.restricted_code(n.code))
    or exists (select 1 from gaps g where g.id = wanted and app.restricted_code(g.code))
    or exists (select 1 from assessments a where a.id = wanted and a.restricted)
    or exists (select 1 from evaluations e where e.id = wanted and e.restricted)
    or exists (select 1 from follow_ups f where f.id = wanted and f.restricted);
end;
create function app.restricted_receiver(household uuid, receiver uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from needs n where n.household_id = household and app.restricted_code(n.code))
    and exists (select 1 from offerings o where o.provider_id = receiver
      and (app.restricted_code(o.code) or o.extra_codes && array['SO-05', 'LE-04', 'CH-01', 'CR-04']));
end;
revoke execute on function app.restricted_referral(uuid) from public;
revoke execute on function app.restricted_subject(uuid) from public;
revoke execute on function app.restricted_receiver(uuid, uuid) from public;

create function app.mark_restricted() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  new.restricted := case tg_table_name
    when 'assessments' then coalesce(app.restricted_needs_in(to_jsonb(new) -> 'result'), false)
    when 'match_runs' then coalesce(app.restricted_needs_in(to_jsonb(new) -> 'snapshot'), false)
    when 'consents' then app.restricted_receiver((to_jsonb(new) ->> 'household_id')::uuid, (to_jsonb(new) ->> 'receiver_id')::uuid)
    when 'evaluations' then app.restricted_referral((to_jsonb(new) ->> 'referral_id')::uuid)
    when 'follow_ups' then app.restricted_referral((to_jsonb(new) ->> 'referral_id')::uuid)
    else app.restricted_subject((to_jsonb(new) ->> 'subject_id')::uuid) end;
  return new;
end $$;
revoke execute on function app.mark_restricted() from public;
create trigger assessments_mark_restricted before insert or update of result on assessments
  for each row execute function app.mark_restricted();
create trigger match_runs_mark_restricted before insert on match_runs for each row execute function app.mark_restricted();
create trigger evaluations_mark_restricted before insert on evaluations for each row execute function app.mark_restricted();
create trigger follow_ups_mark_restricted before insert on follow_ups for each row execute function app.mark_restricted();
create trigger moves_mark_restricted before insert on moves for each row execute function app.mark_restricted();
create trigger notifications_mark_restricted before insert on notifications for each row execute function app.mark_restricted();
create trigger consents_mark_restricted before insert or update of receiver_id on consents
  for each row execute function app.mark_restricted();

-- Who filled in a scale keeps sight of it: it was said to them.
create policy assessments_restricted on assessments as restrictive to yuanlian_app, yuanlian_worker using (
  restricted is not true or (select app.is_system()) or assessor_id = (select app.user_id())
  or household_id = any ((select app.protected_households())::uuid[])) with check (true);
create policy match_runs_restricted on match_runs as restrictive to yuanlian_app, yuanlian_worker using (
  restricted is not true or (select app.is_system())
  or household_id = any ((select app.protected_households())::uuid[])) with check (true);
create policy evaluations_restricted on evaluations as restrictive to yuanlian_app, yuanlian_worker using (
  restricted is not true or (select app.is_system())
  or household_id = any ((select app.protected_households())::uuid[])) with check (true);
create policy follow_ups_restricted on follow_ups as restrictive to yuanlian_app, yuanlian_worker using (
  restricted is not true or (select app.is_system())
  or household_id = any ((select app.protected_households())::uuid[])
  or ((select app.household()) is not null and exists (select 1 from referrals r where r.id = referral_id))) with check (true);
create policy moves_restricted on moves as restrictive to yuanlian_app, yuanlian_worker using (
  restricted is not true or (select app.is_system())
  or household_id = any ((select app.protected_households())::uuid[])
  or organisation_id = (select app.organisation())
  or ((select app.household()) is not null and (exists (select 1 from referrals r where r.id = subject_id)
    or exists (select 1 from needs n where n.id = subject_id)))) with check (true);
create policy notifications_restricted on notifications as restrictive to yuanlian_app, yuanlian_worker using (
  restricted is not true or (select app.is_system()) or recipient_id = (select app.user_id())
  or (household_id is null and owner_account_id = (select app.user_id()))
  or household_id = any ((select app.protected_households())::uuid[])) with check (true);
-- Such a provider is rung by the worker who sent the referral, wherever the provider is.
alter policy notifications_read on notifications using (
  recipient_id = (select app.user_id())
  or (household_id is null and owner_account_id = (select app.user_id()) and district_code = any ((select app.districts())::text[]))
  or (not (select app.is_provider()) and (select app.household()) is null
    and district_code = any ((select app.districts())::text[])
    and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
      or household_id = any ((select app.granted_households())::uuid[]))));
alter policy notifications_change on notifications using (
  recipient_id = (select app.user_id())
  or (household_id is null and owner_account_id = (select app.user_id()) and district_code = any ((select app.districts())::text[]))
  or (not (select app.is_provider()) and (select app.household()) is null
    and district_code = any ((select app.districts())::text[])
    and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
      or household_id = any ((select app.granted_households())::uuid[]))));
create policy consents_restricted on consents as restrictive to yuanlian_app, yuanlian_worker using (
  restricted is not true or (select app.is_system())
  or household_id = any ((select app.protected_households())::uuid[])
  or ((select app.household()) is not null and exists (select 1 from needs n
    where n.household_id = consents.household_id and app.restricted_code(n.code)))) with check (true);

-- Files of before: their marks, and on the team whoever leads, or led last.
update assessments set restricted = true where app.restricted_needs_in(result);
update match_runs set restricted = true where app.restricted_needs_in(snapshot);
update evaluations e set restricted = true from referrals r where r.id = e.referral_id and app.restricted_code(r.need_code);
update follow_ups f set restricted = true from referrals r where r.id = f.referral_id and app.restricted_code(r.need_code);
with subjects as (
  select id from referrals where app.restricted_code(need_code)
  union all select id from needs where app.restricted_code(code)
  union all select id from gaps where app.restricted_code(code)
  union all select id from assessments where restricted
  union all select id from evaluations where restricted
  union all select id from follow_ups where restricted),
marked as (update moves m set restricted = true from subjects s where s.id = m.subject_id)
update notifications n set restricted = true from subjects s where s.id = n.subject_id;
update consents set restricted = true where receiver_id is not null and app.restricted_receiver(household_id, receiver_id);
insert into access_grants (id, household_id, district_code, account_id, ground, source_id, valid_from)
  select distinct on (c.household_id) uuidv7(), c.household_id, c.district_code, c.lead_worker_id, 'protected-team',
    c.household_id, c.opened_at
  from cases c where exists (select 1 from needs n where n.household_id = c.household_id and app.restricted_code(n.code))
  order by c.household_id, c.opened_at desc;

-- migrate:down
alter policy notifications_read on notifications using (
  recipient_id = (select app.user_id())
  or (not (select app.is_provider()) and (select app.household()) is null
    and district_code = any ((select app.districts())::text[])
    and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
      or household_id = any ((select app.granted_households())::uuid[]))));
alter policy notifications_change on notifications using (
  recipient_id = (select app.user_id())
  or (not (select app.is_provider()) and (select app.household()) is null
    and district_code = any ((select app.districts())::text[])
    and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
      or household_id = any ((select app.granted_households())::uuid[]))));
drop policy consents_restricted on consents;
drop policy notifications_restricted on notifications;
drop policy moves_restricted on moves;
drop policy follow_ups_restricted on follow_ups;
drop policy evaluations_restricted on evaluations;
drop policy match_runs_restricted on match_runs;
drop policy assessments_restricted on assessments;
drop trigger consents_mark_restricted on consents;
drop trigger notifications_mark_restricted on notifications;
drop trigger moves_mark_restricted on moves;
drop trigger follow_ups_mark_restricted on follow_ups;
drop trigger evaluations_mark_restricted on evaluations;
drop trigger match_runs_mark_restricted on match_runs;
drop trigger assessments_mark_restricted on assessments;
drop function app.mark_restricted();
drop function app.restricted_receiver(uuid, uuid);
drop function app.restricted_subject(uuid);
drop function app.restricted_referral(uuid);
drop function app.restricted_needs_in(jsonb);
alter table consents drop column restricted;
alter table notifications drop column restricted;
alter table moves drop column restricted;
alter table follow_ups drop column restricted;
alter table evaluations drop column restricted;
alter table match_runs drop column restricted;
alter table assessments drop column restricted;
drop policy plan_choices_restricted on plan_choices;
drop policy plan_items_restricted on plan_items;
drop policy referrals_restricted on referrals;
drop policy gaps_restricted on gaps;
drop policy needs_restricted on needs;
alter table needs drop column shown_to_household;
drop trigger cases_keep_team_led on cases;
drop trigger cases_keep_team_opened on cases;
drop function app.keep_team_of_case();
drop trigger needs_keep_team on needs;
drop function app.keep_team_of_need();
drop function app.join_protected_team(uuid, uuid);
drop policy access_grants_team_change on access_grants;
drop policy access_grants_team_add on access_grants;
drop policy access_grants_team_read on access_grants;
drop function app.protected_households();
delete from access_grants where ground = 'protected-team';
drop index access_grants_protected_team_key;
alter table access_grants drop column reason, drop column granted_by, drop column end_reason, drop column ended_by;
alter table access_grants drop constraint access_grants_ground_check;
alter table access_grants add constraint access_grants_ground_check check (ground in
  ('assignment', 'referral', 'visit-day', 'evaluation', 'break-glass'));
drop function app.restricted_code(text);
