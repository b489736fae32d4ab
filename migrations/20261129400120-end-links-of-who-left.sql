-- migrate:up
-- Whoever leaves a household takes no link along: with the membership end the links given to them, and those of which
-- nobody wrote down who has them (B30, B31).
create function app.shut_out_former() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update household_links set revoked_at = clock_timestamp() where household_id = new.household_id and revoked_at is null
    and (holder_member_id is null or holder_member_id = new.id);
  return null;
end $$;
revoke execute on function app.shut_out_former() from public;
create trigger household_members_shut_out after update of valid_until on household_members for each row
  when (old.valid_until is null and new.valid_until is not null) execute function app.shut_out_former();
update household_links l set revoked_at = clock_timestamp() from household_members m
  where m.id = l.holder_member_id and m.valid_until is not null and l.revoked_at is null;

-- The family's own pages are shut while somebody barred lives there, and open again once they left. News stays with the
-- worker while any bar stands (app.has_barred_guardian): nobody knows whose the address is.
create function app.shuts_own_pages(household uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select from guardian_bars b join household_members m on m.id = b.member_id
    where b.household_id = household and b.barred and m.valid_until is null);
end;
revoke execute on function app.shuts_own_pages(uuid) from public;
grant execute on function app.shuts_own_pages(uuid) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.shuts_own_pages(uuid);
drop trigger household_members_shut_out on household_members;
drop function app.shut_out_former();
