-- migrate:up
-- With such a link one named contact of the asked provider answers one referral without signing in (design 6). It lives
-- as long as the question: answered, recalled, out of time or the account closed, and it opens nothing any more.
create table provider_links (
  id uuid primary key,
  token_hash bytea not null unique,
  referral_id uuid not null references referrals (id),
  account_id uuid not null references accounts (id),
  organisation_id uuid not null,
  district_code text not null,
  created_at timestamptz not null,
  answered_at timestamptz
);
create index provider_links_referral_id_idx on provider_links (referral_id);
create index provider_links_account_id_idx on provider_links (account_id);
alter table provider_links enable row level security;
create policy provider_links_add on provider_links for insert to yuanlian_worker
  with check ((select app.is_system()) and district_code = any ((select app.districts())::text[]));
create policy provider_links_read on provider_links for select to yuanlian_app, yuanlian_worker
  using (account_id = (select app.user_id()) or ((select app.is_system()) and district_code = any ((select app.districts())::text[])));
create policy provider_links_answer on provider_links for update to yuanlian_app using (account_id = (select app.user_id()));
grant select (id, referral_id, account_id, organisation_id, district_code, created_at, answered_at) on provider_links
  to yuanlian_app, yuanlian_worker;
grant insert on provider_links to yuanlian_worker;
grant update (answered_at) on provider_links to yuanlian_app;

-- Definer: whose link it is, before an actor exists. account is null when it was closed; phone is that of the smallest
-- unit above the household that has one, so that a dead link still says whom to ring.
create function app.find_provider_link(wanted bytea, business_now timestamptz)
  returns table (link_id uuid, referral_id uuid, organisation_id uuid, account jsonb, waits boolean, phone text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select l.id, l.referral_id, l.organisation_id, app.account_posts(l.account_id, business_now),
    l.answered_at is null and r.state = 'sent' and coalesce(r.answer_due_at > business_now, false),
    (select u.phone from units u
      where u.district_code = r.district_code and starts_with(r.region_path, u.region_path)
        and u.phone is not null and u.valid_to is null and u.tier in ('station', 'centre')
      order by length(u.region_path) desc limit 1)
  from provider_links l join referrals r on r.id = l.referral_id
  where l.token_hash = wanted;
end;
revoke execute on function app.find_provider_link(bytea, timestamptz) from public;
grant execute on function app.find_provider_link(bytea, timestamptz) to yuanlian_app;

-- migrate:down
drop function app.find_provider_link(bytea, timestamptz);
drop table provider_links;
