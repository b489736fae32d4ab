-- migrate:up
-- When a password was set and the five before it, for the optional profile of level 3 (C2): forced change and history.
-- Written by a trigger, so that no way of setting a password goes round it. System time (design 8.9).
alter table accounts add column password_changed_at timestamptz;
-- Nobody has to change at once because the profile was switched on later.
update accounts set password_changed_at = clock_timestamp() where password_hash is not null;
grant select (password_changed_at) on accounts to yuanlian_app, yuanlian_worker;

-- No role has rights on it: hashes are reached through the two functions below only.
create table password_history (
  account_id uuid not null references accounts (id),
  password_hash text not null,
  replaced_at timestamptz not null
);
create index password_history_account_id_idx on password_history (account_id, replaced_at);
alter table password_history enable row level security;

create function app.keep_password() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.password_hash is not null then new.password_changed_at := clock_timestamp(); end if;
    return new;
  end if;
  if new.password_hash is not distinct from old.password_hash then return new; end if;
  new.password_changed_at := clock_timestamp();
  if old.password_hash is not null then
    insert into password_history (account_id, password_hash, replaced_at)
      values (old.id, old.password_hash, clock_timestamp());
    delete from password_history h where h.account_id = old.id and h.replaced_at <
      (select min(k.replaced_at) from (select p.replaced_at from password_history p where p.account_id = old.id
        order by p.replaced_at desc limit 4) k);
  end if;
  return new;
end $$;
create trigger accounts_keep_password before insert or update of password_hash on accounts
  for each row execute function app.keep_password();

-- The password of today and the four before it: of the own account, or of the one a link is for.
create function app.password_hashes(link bytea) returns setof text
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  with wanted as (
    select case when link is null then app.user_id() else
      (select i.account_id from invitations i where i.token_hash = link and i.kind = 'password-reset'
        and i.used_at is null and i.expires_at > clock_timestamp()) end as id)
  select a.password_hash from accounts a join wanted w on w.id = a.id where a.password_hash is not null
  union all
  select h.password_hash from password_history h join wanted w on w.id = h.account_id;
end;
revoke execute on function app.keep_password(), app.password_hashes(bytea) from public;
grant execute on function app.password_hashes(bytea) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop trigger accounts_keep_password on accounts;
drop function app.password_hashes(bytea);
drop function app.keep_password();
drop table password_history;
alter table accounts drop column password_changed_at;
