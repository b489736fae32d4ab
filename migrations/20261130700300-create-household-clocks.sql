-- migrate:up
-- The three clocks of a household (A11): cash that tapers off by the law (B11, R85), the wait before the next circle outward
-- (R38), the years of support at work (R43). Each has its own dates and life cycle; none starts, stops or moves another.
create table household_clocks (
  id uuid primary key,
  household_id uuid not null references households (id),
  district_code text not null,
  region_path text collate "C" not null,
  kind text not null constraint household_clocks_kind_check check (kind in ('taper', 'waiting', 'support')),
  state text not null constraint household_clocks_any_state_check check (state in ('granted', 'running', 'paused', 'ended',
    'ended-early', 'year-1', 'year-2', 'year-3', 'done')),
  -- The day of the change, of the wait, of the job or business.
  started_on date not null,
  -- The rows of the pack by which it runs, so that another version of the pack moves nothing that runs already.
  pack_version text not null,
  rule jsonb not null,
  -- What was paid for the last whole month, and the paper of the authority (R3).
  last_month_fen bigint constraint household_clocks_last_month_fen_check check (last_month_fen > 0),
  document_number text,
  -- Codes of the rows of the pack that the wait is for.
  grounds text[],
  -- Days on which it stands still: from, until; until is null while it lasts.
  pauses jsonb not null,
  occasion text constraint household_clocks_occasion_check check (occasion in ('job', 'business')),
  member_id uuid references household_members (id),
  ended_on date,
  started_by uuid,
  recorded_at timestamptz not null,
  version integer not null,
  constraint household_clocks_state_check check (
    (kind = 'taper' and state in ('granted', 'running', 'ended', 'ended-early'))
    or (kind = 'waiting' and state in ('running', 'paused', 'ended', 'ended-early'))
    or (kind = 'support' and state in ('year-1', 'year-2', 'year-3', 'done', 'ended-early'))),
  constraint household_clocks_facts_check check (
    (kind = 'taper') = (last_month_fen is not null) and (kind = 'taper') = (document_number is not null)
    and (kind = 'waiting') = (cardinality(coalesce(grounds, '{}')) > 0)
    and (kind = 'support') = (occasion is not null)
    and (kind = 'waiting' or pauses = '[]')),
  constraint household_clocks_ended_check check ((state in ('ended', 'done', 'ended-early')) = (ended_on is not null))
);
create unique index household_clocks_household_id_key on household_clocks (household_id, kind)
  where state not in ('ended', 'done', 'ended-early');
create index household_clocks_household_id_idx on household_clocks (household_id, started_on, id);
create index household_clocks_district_code_idx on household_clocks (district_code, id);
alter table household_clocks enable row level security;
create policy household_clocks_all on household_clocks to yuanlian_app, yuanlian_worker using (
  not (select app.is_provider()) and district_code = any ((select app.districts())::text[])
  and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
    or household_id = any ((select app.granted_households())::uuid[])));
create policy household_clocks_not_evaluators on household_clocks as restrictive to yuanlian_app, yuanlian_worker
  using (not (select app.is_evaluator()));
create policy household_clocks_not_conflicted on household_clocks as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
grant select, insert, update on household_clocks to yuanlian_app, yuanlian_worker;
select app.protect_by_record('household_clocks');

create function app.erase_household_clock(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update household_clocks set document_number = case when document_number is null then null else '' end,
    version = version + 1 where household_id = household;
end;
revoke execute on function app.erase_household_clock(uuid) from public;

-- Added to the function as it stands, whatever else has joined it.
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc), '  return null;',
    E'  update household_clocks set region_path = new.region_path where household_id = new.id;\n  return null;');
end $$;

-- migrate:down
do $$
begin
  execute replace(pg_get_functiondef('app.take_household_along'::regproc),
    E'  update household_clocks set region_path = new.region_path where household_id = new.id;\n', '');
end $$;
drop function app.erase_household_clock(uuid);
delete from due_items where kind = 'clock-step';
drop table household_clocks;
