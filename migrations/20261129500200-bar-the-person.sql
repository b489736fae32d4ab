-- migrate:up
-- A bar holds for the person, not for one membership: whoever left and moved back has a new row (B30, B31, R99). The same
-- person: the same identity number, or the same name where one of the numbers is missing or the birthday is the same (a
-- number of another kind, or one digested under another key).
create function app.memberships_of_person(member uuid) returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select array_agg(o.id) from household_members m join household_members o on o.household_id = m.household_id
  where m.id = member and (o.id = m.id or o.identity_index = m.identity_index or m.name <> '' and o.name = m.name
    and (m.identity_index is null or o.identity_index is null or m.birth_date = o.birth_date));
end;
-- The reason is sealed for the row it was written on and stays there.
create function app.bar_the_person() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into guardian_bars (member_id, household_id, district_code, barred, set_by, set_at, version)
    select same.id, b.household_id, b.district_code, true, b.set_by, b.set_at, 1
    from guardian_bars b, unnest(app.memberships_of_person(b.member_id)) as same (id)
    where b.household_id = new.household_id and b.barred
    on conflict do nothing;
  return null;
end $$;
create trigger household_members_bar_the_person after insert or update of name, identity_index, birth_date
  on household_members for each row execute function app.bar_the_person();
insert into guardian_bars (member_id, household_id, district_code, barred, set_by, set_at, version)
  select same.id, b.household_id, b.district_code, true, b.set_by, b.set_at, 1
  from guardian_bars b, unnest(app.memberships_of_person(b.member_id)) as same (id)
  where b.barred
  on conflict do nothing;
revoke execute on function app.memberships_of_person(uuid), app.bar_the_person() from public;
grant execute on function app.memberships_of_person(uuid) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop trigger household_members_bar_the_person on household_members;
drop function app.bar_the_person();
drop function app.memberships_of_person(uuid);
