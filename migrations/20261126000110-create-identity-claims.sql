-- migrate:up
-- Nobody is a member of two households of a district at once (R25, R99), whatever races. A member claims the blind index
-- of their identity number under every key of the ring (design 8.7): whoever writes with another active key during a
-- rotation meets at least one of them. Uniqueness counts across regions, past all policies, and shows nobody a row.
create table identity_claims (
  district_code text not null,
  identity_index bytea not null,
  household_id uuid not null references households (id),
  member_id uuid not null references household_members (id),
  primary key (district_code, identity_index)
);
create index identity_claims_member_id_idx on identity_claims (member_id);
alter table identity_claims enable row level security;
create policy identity_claims_all on identity_claims to yuanlian_app, yuanlian_worker
  using (exists (select 1 from households h where h.id = household_id) and not (select app.is_provider()));
grant select, insert, delete on identity_claims to yuanlian_app, yuanlian_worker;

-- Of two that slipped in before this rule the earlier one keeps the claim; the duplicate search shows the other.
insert into identity_claims (district_code, identity_index, household_id, member_id)
  select h.district_code, m.identity_index, h.id, m.id
    from household_members m join households h on h.id = m.household_id
   where m.identity_index is not null and m.valid_until is null and h.state = 'active'
   order by m.valid_from, m.id
  on conflict do nothing;

drop function app.identity_taken(bytea[], text);

-- migrate:down
create function app.identity_taken(indexes bytea[], district text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from household_members m join households h on h.id = m.household_id
    where m.identity_index = any (indexes) and m.valid_until is null and h.district_code = district and h.state = 'active');
end;
drop table identity_claims;
