-- migrate:up
-- Why a member is barred, or no longer, sealed; and whom a link was given to. With the bar end, in the same statement,
-- the household's links that may be in the hands of the person in question: those given to them, and those of which
-- nobody wrote down who has them. A new one is given to somebody by name (B30, B31).
alter table guardian_bars add column reason_ciphertext bytea;
alter table household_links add column holder_member_id uuid;
grant select (holder_member_id) on household_links to yuanlian_app, yuanlian_worker;
create function app.shut_out_barred() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update household_links set revoked_at = clock_timestamp() where household_id = new.household_id and revoked_at is null
    and (holder_member_id is null or holder_member_id = new.member_id);
  return null;
end $$;
create trigger guardian_bars_shut_out after insert or update on guardian_bars for each row when (new.barred)
  execute function app.shut_out_barred();
-- No link is given to somebody barred, nor to nobody in particular while somebody is.
create function app.keep_links_from_barred() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from guardian_bars b where b.household_id = new.household_id and b.barred
    and (new.holder_member_id is null or new.holder_member_id = b.member_id))
  then
    raise exception 'the link would reach somebody barred' using errcode = '23514', constraint = 'household_links_holder_check';
  end if;
  return new;
end $$;
create trigger household_links_keep_from_barred before insert on household_links for each row
  execute function app.keep_links_from_barred();
-- Erasing takes the reason too (design 8.8).
create function app.erase_household_bars(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update guardian_bars set reason_ciphertext = null, version = version + 1 where household_id = household;
end;
revoke execute on function app.shut_out_barred(), app.keep_links_from_barred(), app.erase_household_bars(uuid) from public;

-- migrate:down
drop function app.erase_household_bars(uuid);
drop trigger household_links_keep_from_barred on household_links;
drop trigger guardian_bars_shut_out on guardian_bars;
drop function app.keep_links_from_barred();
drop function app.shut_out_barred();
alter table household_links drop column holder_member_id;
alter table guardian_bars drop column reason_ciphertext;
