-- migrate:up
-- Who of a household may be told: members now who are not barred (B30, B31). Definer: a provider reads the name that was
-- released to it and sees no bars.
create function app.members_to_tell(household uuid) returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select coalesce(array_agg(m.id), '{}') from household_members m where m.household_id = household and m.valid_until is null
    and not exists (select from guardian_bars b where b.member_id = m.id and b.barred);
end;
revoke execute on function app.members_to_tell(uuid) from public;
grant execute on function app.members_to_tell(uuid) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.members_to_tell(uuid);
