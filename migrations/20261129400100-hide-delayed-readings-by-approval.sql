-- migrate:up
-- A reading by breaking the glass is hidden until its notice is due (C3). The approval holds that day; the column beside
-- the grant was written by nothing, so that a delayed notice hid no reading. It stays for the release before.
create or replace function app.hides_reading(household uuid, account uuid, purpose text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select purpose like 'break-glass%' and exists (select from approvals a where a.household_id = household
    and a.requested_by = account and a.kind = 'break-glass' and a.notice_due_at > app.now());
end;

-- migrate:down
create or replace function app.hides_reading(household uuid, account uuid, purpose text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select purpose like 'break-glass%' and exists (select from access_grants g where g.household_id = household
    and g.account_id = account and g.ground = 'break-glass' and g.hidden_until > app.now());
end;
