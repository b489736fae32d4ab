-- migrate:up
-- A restricted flag of a scale (S08, S09; B30, B31) tells as much as a restricted need, and so does every need that the same
-- result opens: its level and its evidence come from that flag. All of it is there for the named team alone (R46, C3).
create function app.restricted_flags_in(result jsonb) returns boolean language sql immutable
  set search_path = public, pg_temp
  return coalesce(jsonb_path_exists(result, '$.flags[*] ? (@.restricted == true)'), false);

alter table needs add column restricted boolean;
alter table gaps add column restricted boolean;
alter table referrals add column restricted boolean;

-- Definer: a need knows the results that speak for it, a gap and a referral know their need.
create function app.mark_flagged() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  new.restricted := case tg_table_name
    when 'needs' then exists (select 1 from assessments a
      where a.id = any (array(select jsonb_array_elements_text(to_jsonb(new) -> 'assessment_ids')::uuid))
        and app.restricted_flags_in(a.result))
    else exists (select 1 from needs n where n.id = (to_jsonb(new) ->> 'need_id')::uuid and n.restricted) end;
  return new;
end $$;
create function app.flagged_needs_in(snapshot jsonb) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from needs n where n.restricted
    and n.id = any (array(select (one ->> 'id')::uuid from jsonb_array_elements(snapshot -> 'needs') one)));
end;
revoke execute on function app.mark_flagged(), app.flagged_needs_in(jsonb) from public;
create trigger needs_mark_flagged before insert on needs for each row execute function app.mark_flagged();
create trigger gaps_mark_flagged before insert on gaps for each row execute function app.mark_flagged();
create trigger referrals_mark_flagged before insert on referrals for each row execute function app.mark_flagged();

-- Added to the functions as they stand, whatever else has joined them.
do $$
declare
  assessed constant text := 'coalesce(app.restricted_needs_in(to_jsonb(new) -> ''result''), false)';
  matched constant text := 'coalesce(app.restricted_needs_in(to_jsonb(new) -> ''snapshot''), false)';
begin
  execute replace(replace(pg_get_functiondef('app.mark_restricted'::regproc),
    assessed, assessed || ' or app.restricted_flags_in(to_jsonb(new) -> ''result'')'),
    matched, matched || ' or app.flagged_needs_in(to_jsonb(new) -> ''snapshot'')');
  execute replace(pg_get_functiondef('app.keep_team_of_need'::regproc), 'and app.restricted_code(n.code)',
    'and (app.restricted_code(n.code) or n.restricted)');
  execute replace(pg_get_functiondef('app.keep_team_of_case'::regproc), 'and app.restricted_code(n.code)',
    'and (app.restricted_code(n.code) or n.restricted)');
end $$;
drop trigger needs_keep_team on needs;
create trigger needs_keep_team after insert on needs
  for each row when (app.restricted_code(new.code) or new.restricted) execute function app.keep_team_of_need();

alter policy needs_restricted on needs using (
  (not app.restricted_code(code) and restricted is not true) or (select app.is_system())
  or household_id = any ((select app.protected_households())::uuid[])
  or ((shown_to_household is true or (code = 'SO-05' and restricted is not true)) and household_id = (select app.household())));
alter policy gaps_restricted on gaps using (
  (not app.restricted_code(code) and restricted is not true) or (select app.is_system())
  or household_id = any ((select app.protected_households())::uuid[]));
alter policy referrals_restricted on referrals using (
  (not app.restricted_code(need_code) and restricted is not true) or (select app.is_system())
  or household_id = any ((select app.protected_households())::uuid[])
  or provider_id = (select app.organisation())
  or ((select app.household()) is not null and exists (select 1 from needs n where n.id = need_id)));
-- Whoever is on duty goes by the emergency triage that such a flag asks for at once; the flag itself stays with the team.
alter policy assessments_restricted on assessments using (
  restricted is not true or (select app.is_system()) or assessor_id = (select app.user_id())
  or household_id = any ((select app.protected_households())::uuid[])
  or ((select app.roles()) && array['window-worker', 'station-worker', 'centre-worker'] and app.runs_emergency(id)
    and not app.restricted_flags_in(result)));
create or replace function app.restricted_referral(wanted uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from referrals r where r.id = wanted and (app.restricted_code(r.need_code) or r.restricted));
end;
create or replace function app.restricted_subject(wanted uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select app.restricted_referral(wanted)
    or exists (select 1 from needs n where n.id = wanted and (app.restricted_code(n.code) or n.restricted))
    or exists (select 1 from gaps g where g.id = wanted and (app.restricted_code(g.code) or g.restricted))
    or exists (select 1 from assessments a where a.id = wanted and a.restricted)
    or exists (select 1 from evaluations e where e.id = wanted and e.restricted)
    or exists (select 1 from follow_ups f where f.id = wanted and f.restricted)
    or exists (select 1 from mandatory_reports m where m.id = wanted)
    or exists (select 1 from flag_tasks t where t.id = wanted and t.restricted);
end;
create or replace function app.kept_from_publicity(household uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from needs n where n.household_id = household and (app.restricted_code(n.code) or n.restricted));
end;
create or replace function app.file_mark(household uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select encode(sha256(convert_to(coalesce(string_agg(line, ' ' order by line), ''), 'UTF8')), 'hex') from (
    select 'h' || id || ':' || version as line from households where id = household
    union all select 'm' || id || ':' || version from household_members where household_id = household
    union all select 'e' || id || ':' || version from economy_lines where household_id = household
    union all select 'n' || id || ':' || version from needs where household_id = household and not app.restricted_code(code)
      and restricted is not true
    union all select 'a' || id || ':' || version from assessments where household_id = household and restricted is not true
    union all select 'c' || id || ':' || version from consents where household_id = household and restricted is not true
    union all select 'p' || id || ':' || version from applications where household_id = household
    union all select 't' || id || ':' || version from entitlements where household_id = household and state = 'granted'
    union all select 'o' || id || ':' || version from support_obligors where household_id = household
    union all select 'q' || id from support_obligor_askings where household_id = household and ended_at is null
    union all select 's' || id || ':' || version from support_files where household_id = household
    union all select 'k' || id || ':' || version from commitments where household_id = household) as parts (line);
end;

-- Results of before.
update assessments set restricted = true where app.restricted_flags_in(result) and restricted is not true;
update needs n set restricted = true
  where exists (select 1 from assessments a where a.id = any (n.assessment_ids) and app.restricted_flags_in(a.result));

-- migrate:down
create or replace function app.file_mark(household uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select encode(sha256(convert_to(coalesce(string_agg(line, ' ' order by line), ''), 'UTF8')), 'hex') from (
    select 'h' || id || ':' || version as line from households where id = household
    union all select 'm' || id || ':' || version from household_members where household_id = household
    union all select 'e' || id || ':' || version from economy_lines where household_id = household
    union all select 'n' || id || ':' || version from needs where household_id = household and not app.restricted_code(code)
    union all select 'a' || id || ':' || version from assessments where household_id = household and restricted is not true
    union all select 'c' || id || ':' || version from consents where household_id = household and restricted is not true
    union all select 'p' || id || ':' || version from applications where household_id = household
    union all select 't' || id || ':' || version from entitlements where household_id = household and state = 'granted'
    union all select 'o' || id || ':' || version from support_obligors where household_id = household
    union all select 'q' || id from support_obligor_askings where household_id = household and ended_at is null
    union all select 's' || id || ':' || version from support_files where household_id = household
    union all select 'k' || id || ':' || version from commitments where household_id = household) as parts (line);
end;
create or replace function app.kept_from_publicity(household uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from needs n where n.household_id = household and app.restricted_code(n.code));
end;
create or replace function app.restricted_subject(wanted uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select app.restricted_referral(wanted)
    or exists (select 1 from needs n where n.id = wanted and app.restricted_code(n.code))
    or exists (select 1 from gaps g where g.id = wanted and app.restricted_code(g.code))
    or exists (select 1 from assessments a where a.id = wanted and a.restricted)
    or exists (select 1 from evaluations e where e.id = wanted and e.restricted)
    or exists (select 1 from follow_ups f where f.id = wanted and f.restricted);
end;
create or replace function app.restricted_referral(wanted uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from referrals r where r.id = wanted and app.restricted_code(r.need_code));
end;
alter policy assessments_restricted on assessments using (
  restricted is not true or (select app.is_system()) or assessor_id = (select app.user_id())
  or household_id = any ((select app.protected_households())::uuid[])
  or ((select app.roles()) && array['window-worker', 'station-worker', 'centre-worker'] and app.runs_emergency(id)));
alter policy referrals_restricted on referrals using (
  not app.restricted_code(need_code) or (select app.is_system())
  or household_id = any ((select app.protected_households())::uuid[])
  or provider_id = (select app.organisation())
  or ((select app.household()) is not null and exists (select 1 from needs n where n.id = need_id)));
alter policy gaps_restricted on gaps using (
  not app.restricted_code(code) or (select app.is_system())
  or household_id = any ((select app.protected_households())::uuid[]));
alter policy needs_restricted on needs using (
  not app.restricted_code(code) or (select app.is_system())
  or household_id = any ((select app.protected_households())::uuid[])
  or ((shown_to_household is true or code = 'SO-05') and household_id = (select app.household())));
drop trigger needs_keep_team on needs;
create trigger needs_keep_team after insert on needs
  for each row when (app.restricted_code(new.code)) execute function app.keep_team_of_need();
do $$
begin
  execute replace(pg_get_functiondef('app.keep_team_of_case'::regproc), 'and (app.restricted_code(n.code) or n.restricted)',
    'and app.restricted_code(n.code)');
  execute replace(pg_get_functiondef('app.keep_team_of_need'::regproc), 'and (app.restricted_code(n.code) or n.restricted)',
    'and app.restricted_code(n.code)');
  execute replace(replace(pg_get_functiondef('app.mark_restricted'::regproc),
    ' or app.restricted_flags_in(to_jsonb(new) -> ''result'')', ''),
    ' or app.flagged_needs_in(to_jsonb(new) -> ''snapshot'')', '');
end $$;
drop trigger referrals_mark_flagged on referrals;
drop trigger gaps_mark_flagged on gaps;
drop trigger needs_mark_flagged on needs;
drop function app.flagged_needs_in(jsonb);
drop function app.mark_flagged();
alter table referrals drop column restricted;
alter table gaps drop column restricted;
alter table needs drop column restricted;
drop function app.restricted_flags_in(jsonb);
