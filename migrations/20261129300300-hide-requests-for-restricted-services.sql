-- migrate:up
-- A request names the household and the fund; of a fund that pays for a restricted service (SO-05, LE-04, CH-01, CR-04; R46,
-- B30-B32) that tells of the need. It is there for the team, for who asked, and for the two who decide on the pot (R13).
create function app.restricted_request(holder uuid, fund uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select app.restricted_referral(holder)
    or (exists (select 1 from needs n where n.household_id = holder and app.restricted_code(n.code))
      and exists (select 1 from offerings o, unnest(o.extra_codes || o.code) one
        where o.fund_id = fund and app.restricted_code(one)));
end;
revoke execute on function app.restricted_request(uuid, uuid) from public;
grant execute on function app.restricted_request(uuid, uuid) to yuanlian_app, yuanlian_worker;
create policy fund_requests_restricted on fund_requests as restrictive to yuanlian_app, yuanlian_worker using (
  (select app.is_centre()) or requested_by = (select app.user_id())
  or holder_id = any ((select app.protected_households())::uuid[])
  or exists (select 1 from referrals r where r.id = holder_id)
  or not app.restricted_request(holder_id, fund_id)) with check (true);

-- migrate:down
drop policy fund_requests_restricted on fund_requests;
drop function app.restricted_request(uuid, uuid);
