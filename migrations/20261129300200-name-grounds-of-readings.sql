-- migrate:up
-- Why a file was open to whoever reads it, as a code before the purpose of each recorded reading (C2, C3). Whoever was
-- named to a household is told apart from nobody else who is assigned to it: that a protected team exists tells of a need.
create function app.reading_ground(household uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  with own as (
    select g.ground from access_grants g
     where g.household_id = household and g.account_id = app.user_id()
       and case g.ground when 'break-glass' then g.system_until > statement_timestamp()
             else g.valid_from <= app.now() and (g.valid_until is null or g.valid_until > app.now()) end
  ), held as (
    select c.tier, c.lead_worker_id from cases c
     where c.household_id = household and c.state not in ('closed', 'follow-up', 'archived')
  )
  select case
    when app.is_system() then 'machine'
    when app.household() = household then 'household'
    when app.organisation() is not null then 'referral'
    when exists (select from own where ground = 'break-glass') then 'break-glass'
    when exists (select from own where ground = 'frozen-file') then 'frozen-file'
    when exists (select from held where lead_worker_id = app.user_id()) then 'own-case'
    when app.is_evaluator() then 'sample'
    when exists (select from own where ground in ('assignment', 'protected-team')) then 'assignment'
    when exists (select from approvals a where a.household_id = household and a.requested_by = app.user_id()
      and a.state = 'running' and a.kind <> 'break-glass' and a.ends_at > statement_timestamp()) then 'approval'
    when exists (select from held where tier || '-worker' = any (app.roles())) then 'holding-office'
    when app.has_role('supervisor') then 'supervision'
    when app.has_role('officer') then 'authority'
    else 'area' end;
end;
-- The code that a recorded purpose begins with; null on rows of before.
create function app.ground_of(purpose text) returns text language sql immutable
  return substring(purpose from '^(machine|household|referral|break-glass|frozen-file|own-case|sample|assignment|approval|holding-office|supervision|authority|area): ');
revoke execute on function app.reading_ground(uuid), app.ground_of(text) from public;
grant execute on function app.reading_ground(uuid), app.ground_of(text) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.ground_of(text);
drop function app.reading_ground(uuid);
