-- migrate:up
-- A district's scarce places, hours and money shared out among many needs (matching.md 3, R23). The row tells how far it is and
-- what it came to; nothing leaves it but by a person (PIPL 24).
create table allocations (
  id uuid primary key,
  number text not null unique,
  district_code text not null,
  name text not null,
  begins_on date not null,
  ends_on date not null,
  model text not null constraint allocations_model_check check (model in ('places', 'full')),
  with_budgets boolean not null,
  -- Empty: the whole district, all codes.
  township_ids integer[] not null,
  codes text[] not null,
  floors jsonb not null,
  state text not null constraint allocations_state_check check (state in
    ('queued', 'solving', 'solved', 'under-review', 'publishing', 'published', 'cancelled', 'failed', 'superseded')),
  round integer not null,
  -- The round whose result is kept; 0 before there is one.
  solved_round integer not null,
  step text,
  percent integer not null constraint allocations_percent_check check (percent between 0 and 100),
  job_run_id uuid,
  failure text,
  counts jsonb,
  value bigint,
  upper_bound bigint,
  -- How much less than the round before, where a person's choices asked for it.
  worse_by bigint,
  kept_incumbent boolean not null,
  floor_results jsonb not null,
  problem_digest text,
  versions jsonb,
  ordered_by uuid not null,
  ordered_at timestamptz not null,
  gathered_at timestamptz,
  solved_at timestamptz,
  published_by uuid,
  published_at timestamptz,
  publish_reason text,
  ended_at timestamptz,
  version integer not null,
  constraint allocations_period_check check (ends_on >= begins_on),
  constraint allocations_solved_check check ((solved_round > 0) = (value is not null and upper_bound is not null and problem_digest is not null)),
  constraint allocations_bound_check check (value <= upper_bound),
  constraint allocations_review_check check (state not in ('solved', 'under-review', 'publishing', 'published') or solved_round > 0),
  constraint allocations_publisher_check check (state not in ('publishing', 'published') or published_by is not null),
  constraint allocations_four_eyes_check check (published_by is null or published_by <> ordered_by),
  constraint allocations_ended_check check ((state in ('published', 'cancelled', 'failed', 'superseded')) = (ended_at is not null))
);
create index allocations_district_code_idx on allocations (district_code, ordered_at desc, id desc);
-- One at work in a district: two that share the same places out would each give them away.
create unique index allocations_running_key on allocations (district_code) where state in ('queued', 'solving', 'publishing');
alter table allocations enable row level security;
create policy allocations_all on allocations to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and ((select app.is_system()) or (select app.has_role('officer')) or (select app.has_role('centre-worker'))
    or (select app.has_role('supervisor'))));
grant select, insert, update on allocations to yuanlian_app, yuanlian_worker;

-- One need of an allocation: by its place alone it stands in the market and in the certificate. No region of its own: it is
-- there for whoever sees the need, wherever the household lives now; restricted needs are never in it (B30-B32).
create table allocation_needs (
  id uuid primary key,
  allocation_id uuid not null references allocations (id),
  place integer not null,
  need_id uuid not null references needs (id),
  household_id uuid not null references households (id),
  code text not null,
  severity integer not null,
  urgency text not null constraint allocation_needs_urgency_check check (urgency in ('red', 'amber', 'green')),
  township_id integer,
  -- Groups that floors and coverage go by, as `township:12`.
  groups text[] not null,
  -- Offerings that the rules admit.
  choices integer not null,
  cause text constraint allocation_needs_cause_check
    check (cause in ('no-supply', 'not-eligible', 'full', 'too-far', 'no-money', 'declined')),
  outcome text constraint allocation_needs_outcome_check check (outcome in ('assigned', 'lost', 'unmatchable')),
  reason text constraint allocation_needs_reason_check
    check (reason in ('place-left', 'place-won', 'pinned', 'outbid', 'no-money', 'forbidden', 'unmatchable')),
  offering_id uuid references offerings (id),
  size integer,
  cost_fen bigint,
  score integer,
  parts jsonb,
  -- Of the offering it got, or would have to pay for; in bands, and none where few want it (matching.md 3.4).
  price_from integer,
  price_to integer,
  alternative_id uuid references offerings (id),
  -- Points of the alternative less those of the choice.
  alternative_points integer,
  publication text constraint allocation_needs_publication_check check (publication in ('drafted', 'left-out')),
  left_out text constraint allocation_needs_left_out_code_check check (left_out in ('need-changed', 'offering-gone', 'no-place',
    'no-money', 'consent', 'not-in-reach', 'case-needed', 'not-admitted')),
  referral_id uuid references referrals (id),
  unique (allocation_id, place),
  unique (allocation_id, need_id),
  constraint allocation_needs_cause_said_check check ((cause is not null) = (choices = 0)),
  constraint allocation_needs_assigned_check check ((outcome is not distinct from 'assigned') = (offering_id is not null)),
  constraint allocation_needs_drafted_check check ((publication is not distinct from 'drafted') = (referral_id is not null)),
  constraint allocation_needs_left_out_check check ((publication is not distinct from 'left-out') = (left_out is not null)),
  constraint allocation_needs_published_check check (publication is null or outcome = 'assigned')
);
create index allocation_needs_household_id_idx on allocation_needs (household_id);
create index allocation_needs_need_id_idx on allocation_needs (need_id);
create index allocation_needs_offering_id_idx on allocation_needs (allocation_id, offering_id);
alter table allocation_needs enable row level security;
create policy allocation_needs_all on allocation_needs to yuanlian_app, yuanlian_worker using (
  allocation_id in (select a.id from allocations a) and exists (select 1 from needs n where n.id = need_id));
grant select, insert, update, delete on allocation_needs to yuanlian_app, yuanlian_worker;

-- What there was to give, and what it came to.
create table allocation_offerings (
  allocation_id uuid not null references allocations (id),
  offering_id uuid not null references offerings (id),
  provider_id uuid not null references providers (id),
  place integer not null,
  -- Null: nobody has said how many; it is asked first and limits nothing.
  capacity integer,
  -- Needs that could take a place, and those that got one.
  wanted integer not null,
  taken integer not null,
  price_from integer,
  price_to integer,
  primary key (allocation_id, offering_id)
);
create index allocation_offerings_offering_id_idx on allocation_offerings (offering_id);
create index allocation_offerings_provider_id_idx on allocation_offerings (provider_id);
alter table allocation_offerings enable row level security;
create policy allocation_offerings_all on allocation_offerings to yuanlian_app, yuanlian_worker using (
  allocation_id in (select a.id from allocations a));
grant select, insert, update, delete on allocation_offerings to yuanlian_app, yuanlian_worker;

-- The market that is solved and solved again, and what proves the result; by place, without an id of anybody.
create table allocation_files (
  allocation_id uuid not null references allocations (id),
  kind text not null constraint allocation_files_kind_check check (kind in ('market', 'certificate')),
  content bytea not null,
  primary key (allocation_id, kind)
);
alter table allocation_files enable row level security;
create policy allocation_files_all on allocation_files to yuanlian_app, yuanlian_worker using (
  allocation_id in (select a.id from allocations a));
grant select, insert, update, delete on allocation_files to yuanlian_app, yuanlian_worker;

-- A person's choice for a need, which every later round keeps: this offering, or not this one (R22).
create table allocation_pins (
  id uuid primary key,
  allocation_id uuid not null references allocations (id),
  need_id uuid not null references needs (id),
  household_id uuid not null references households (id),
  offering_id uuid not null references offerings (id),
  kind text not null constraint allocation_pins_kind_check check (kind in ('pin', 'forbid')),
  reason text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  removed_by uuid,
  removed_at timestamptz,
  constraint allocation_pins_removed_check check ((removed_by is null) = (removed_at is null))
);
create unique index allocation_pins_pin_key on allocation_pins (allocation_id, need_id) where kind = 'pin' and removed_at is null;
create unique index allocation_pins_choice_key on allocation_pins (allocation_id, need_id, offering_id) where removed_at is null;
create index allocation_pins_household_id_idx on allocation_pins (household_id);
create index allocation_pins_need_id_idx on allocation_pins (need_id);
create index allocation_pins_offering_id_idx on allocation_pins (offering_id);
alter table allocation_pins enable row level security;
create policy allocation_pins_all on allocation_pins to yuanlian_app, yuanlian_worker using (
  allocation_id in (select a.id from allocations a) and exists (select 1 from needs n where n.id = need_id));
grant select, insert, update on allocation_pins to yuanlian_app, yuanlian_worker;
select app.protect_by_record('allocation_pins');

-- What was stopped leaves nothing; what is over keeps no market, and what another one has replaced keeps its sums alone.
create function app.drop_allocation_parts() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from allocation_files where allocation_id = new.id and (kind = 'market' or new.state <> 'published');
  if new.state <> 'published' then
    delete from allocation_pins where allocation_id = new.id;
    delete from allocation_needs where allocation_id = new.id;
    delete from allocation_offerings where allocation_id = new.id;
  end if;
  return null;
end $$;
create trigger allocations_drop_parts after update of state on allocations for each row
  when (new.state in ('published', 'cancelled', 'failed', 'superseded') and old.state is distinct from new.state)
  execute function app.drop_allocation_parts();

-- Joins the erasure by its name (see erase_household).
create function app.erase_household_allocation(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  delete from allocation_pins where household_id = household;
  delete from allocation_needs where household_id = household;
end;
revoke execute on function app.erase_household_allocation(uuid) from public;

-- migrate:down
drop function app.erase_household_allocation(uuid);
drop table allocation_pins;
drop table allocation_files;
drop table allocation_offerings;
drop table allocation_needs;
drop table allocations;
drop function app.drop_allocation_parts();
