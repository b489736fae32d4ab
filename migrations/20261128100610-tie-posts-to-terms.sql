-- migrate:up
-- Purchased operation (R14): people of an operator work at a unit as long as the contract runs. A term is what this wing
-- knows of a contract: whose, from when until when. A post that stands on a term holds only within it.
create table access_terms (
  id uuid primary key,
  organisation_id uuid not null,
  district_code text not null,
  label text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  constraint access_terms_order_check check (ends_at > starts_at)
);
create index access_terms_organisation_id_idx on access_terms (organisation_id);
create index access_terms_district_code_idx on access_terms (district_code, ends_at);
alter table access_terms enable row level security;
grant select, insert on access_terms to yuanlian_app, yuanlian_worker;
grant update (label, starts_at, ends_at, ended_at) on access_terms to yuanlian_app, yuanlian_worker;
create policy access_terms_select on access_terms for select to yuanlian_app, yuanlian_worker using (
  (select app.is_system()) or organisation_id = (select app.organisation())
  or ((select app.organisation()) is null and (select app.kind()) = 'user'
    and (district_code = any((select app.districts())::text[]) or (select app.whole_installation())))
);
create policy access_terms_insert on access_terms for insert to yuanlian_app, yuanlian_worker with check (
  ((select app.is_system()) or (select app.has_role('centre-worker')) or (select app.has_role('officer')))
  and district_code = any((select app.districts())::text[])
);
create policy access_terms_update on access_terms for update to yuanlian_app, yuanlian_worker using (
  ((select app.is_system()) or (select app.has_role('centre-worker')) or (select app.has_role('officer')))
  and district_code = any((select app.districts())::text[])
);

insert into access_terms (id, organisation_id, district_code, label, starts_at, ends_at)
  select id, provider_id, district_code, number, starts_on::timestamp at time zone 'Asia/Shanghai',
    (ends_on + 1)::timestamp at time zone 'Asia/Shanghai'
  from contracts where state = 'signed';

alter table account_roles add column term_id uuid references access_terms (id), add column ended_at timestamptz;
create index account_roles_term_id_idx on account_roles (term_id);
create index account_roles_open_idx on account_roles (valid_until) where ended_at is null;

-- An end is kept when it has come: a clock that is set back revives nobody.
create function app.keep_ends() returns trigger
  language plpgsql set search_path = public, pg_temp as $$
begin
  if old.ended_at is not null then
    new.ended_at := old.ended_at;
    if new.valid_until is distinct from old.valid_until then
      raise exception 'the post has ended' using errcode = '23514', constraint = 'account_roles_ended_check';
    end if;
  end if;
  if old.valid_until is not null and (new.valid_until is null or new.valid_until > old.valid_until) then
    raise exception 'the end of a post moves only nearer' using errcode = '23514', constraint = 'account_roles_ended_check';
  end if;
  return new;
end $$;
create trigger account_roles_keep_ends before update on account_roles for each row execute function app.keep_ends();

-- With the post end the sessions, keys and password links of its holder, in the same statement (ASVS 5.0 7.4.2).
create function app.close_behind_post() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update sessions set revoked_at = clock_timestamp() where account_id = new.account_id and revoked_at is null;
  update api_keys set revoked_at = clock_timestamp() where account_id = new.account_id and revoked_at is null;
  update invitations set expires_at = clock_timestamp()
    where account_id = new.account_id and used_at is null and expires_at > clock_timestamp();
  return null;
end $$;
create trigger account_roles_close_behind after update on account_roles for each row
  when (old.ended_at is null and new.ended_at is not null) execute function app.close_behind_post();

-- Marks the posts whose end has come in business time, of one account or of all.
create function app.close_ended_posts(business_now timestamptz, wanted uuid) returns integer
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  with closed as (
    update account_roles r set ended_at = clock_timestamp()
    where r.ended_at is null and (wanted is null or r.account_id = wanted) and (r.valid_until <= business_now
      or exists (select 1 from access_terms t where t.id = r.term_id and (t.ended_at is not null or t.ends_at <= business_now)))
    returning 1)
  select count(*)::integer from closed;
end;

-- Three different people, whatever the order and the dates (C2): who ever was one of the three administrators is never
-- another of them, and holds no other post in the same time.
drop index account_roles_administrator_idx;
create function app.keep_administrators_apart() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  administrators constant text[] := array['system-administrator', 'security-administrator', 'audit-administrator'];
begin
  perform 1 from accounts a where a.id = new.account_id for update;
  if exists (select 1 from account_roles r where r.account_id = new.account_id and r.id <> new.id and r.role <> new.role
    and (new.role = any(administrators) or r.role = any(administrators))
    and ((new.role = any(administrators) and r.role = any(administrators))
      or (r.ended_at is null and r.valid_from < coalesce(new.valid_until, 'infinity')
        and coalesce(r.valid_until, 'infinity') > new.valid_from)))
  then
    raise exception 'administrators are different people' using errcode = '23514',
      constraint = 'account_roles_administrator_check';
  end if;
  return new;
end $$;
create trigger account_roles_administrators_apart before insert on account_roles
  for each row execute function app.keep_administrators_apart();

create or replace function app.account_posts(wanted uuid, business_now timestamptz) returns jsonb
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select jsonb_build_object('id', a.id, 'displayName', a.display_name, 'locale', a.locale, 'demonstration', a.demonstration,
    'secondFactor', a.totp_ciphertext is not null, 'passwordAgeDays', extract(day from clock_timestamp() - a.password_changed_at),
    'posts', coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'organisationId', r.organisation_id, 'unitId', r.unit_id,
        'districtCode', r.district_code, 'regionPath', r.region_path) order by r.id)
      from account_roles r left join access_terms t on t.id = r.term_id
      where r.account_id = a.id and r.ended_at is null and r.valid_from <= business_now
        and (r.valid_until is null or r.valid_until > business_now)
        and (r.term_id is null or (t.ended_at is null and t.starts_at <= business_now and t.ends_at > business_now))), '[]'))
  from accounts a where a.id = wanted and a.state = 'active';
end;

revoke execute on function app.keep_ends(), app.close_behind_post(), app.close_ended_posts(timestamptz, uuid),
  app.keep_administrators_apart() from public;
grant execute on function app.close_ended_posts(timestamptz, uuid) to yuanlian_app, yuanlian_worker;

-- migrate:down
create or replace function app.account_posts(wanted uuid, business_now timestamptz) returns jsonb
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select jsonb_build_object('id', a.id, 'displayName', a.display_name, 'locale', a.locale, 'demonstration', a.demonstration,
    'secondFactor', a.totp_ciphertext is not null,
    'posts', coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'organisationId', r.organisation_id, 'unitId', r.unit_id,
        'districtCode', r.district_code, 'regionPath', r.region_path) order by r.id)
      from account_roles r
      where r.account_id = a.id and r.valid_from <= business_now and (r.valid_until is null or r.valid_until > business_now)), '[]'))
  from accounts a where a.id = wanted and a.state = 'active';
end;
drop trigger account_roles_administrators_apart on account_roles;
drop trigger account_roles_close_behind on account_roles;
drop trigger account_roles_keep_ends on account_roles;
drop function app.keep_administrators_apart();
drop function app.close_ended_posts(timestamptz, uuid);
drop function app.close_behind_post();
drop function app.keep_ends();
-- The release before allows one administrator post a person, and knows no terms: what stood on one stays ended.
update account_roles r set valid_until = least(coalesce(r.valid_until, 'infinity'), greatest(r.valid_from, coalesce(r.ended_at, clock_timestamp())))
  where r.ended_at is not null or r.term_id is not null;
delete from account_roles r using account_roles k where r.account_id = k.account_id and r.id > k.id and r.role = k.role
  and r.role in ('system-administrator', 'security-administrator', 'audit-administrator');
create unique index account_roles_administrator_idx on account_roles (account_id)
  where role in ('system-administrator', 'security-administrator', 'audit-administrator');
alter table account_roles drop column term_id, drop column ended_at;
drop table access_terms;
