-- migrate:up
-- Outbox (design 8.10): the event is written by the transaction that makes it true. Ids, versions and codes only.
create table outbox_events (
  id uuid primary key,
  type text not null,
  schema_version integer not null,
  aggregate_id uuid not null,
  aggregate_version integer not null,
  household_id uuid,
  district_code text not null,
  data jsonb not null,
  actor jsonb not null,
  occurred_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
create index outbox_events_aggregate_id_idx on outbox_events (aggregate_id);
alter table outbox_events enable row level security;
grant select, insert on outbox_events to yuanlian_worker;
grant select, insert (id, type, schema_version, aggregate_id, aggregate_version, household_id, district_code, data,
  actor, occurred_at) on outbox_events to yuanlian_app;

-- One row for each event and subscriber; next_at, enqueued_at, done_at and dead_at are system time.
create table event_deliveries (
  id uuid primary key,
  event_id uuid not null references outbox_events (id) on delete cascade,
  subscriber text not null,
  attempts integer not null default 0,
  next_at timestamptz not null default clock_timestamp(),
  enqueued_at timestamptz,
  done_at timestamptz,
  dead_at timestamptz,
  last_error text,
  constraint event_deliveries_event_id_subscriber_key unique (event_id, subscriber),
  constraint event_deliveries_end_check check (done_at is null or dead_at is null)
);
create index event_deliveries_next_at_idx on event_deliveries (next_at) where done_at is null and dead_at is null;
create index event_deliveries_dead_at_idx on event_deliveries (dead_at) where dead_at is not null;
alter table event_deliveries enable row level security;
grant select, insert, update on event_deliveries to yuanlian_worker;
grant select, insert (id, event_id, subscriber), update (attempts, next_at, enqueued_at, dead_at)
  on event_deliveries to yuanlian_app;

-- Deadlines, in business time; next_at (after a failure) and dead_at are system time.
create table due_items (
  id uuid primary key,
  kind text not null,
  subject_id uuid not null,
  district_code text not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  next_at timestamptz,
  done_at timestamptz,
  dead_at timestamptz,
  last_error text
);
create unique index due_items_kind_subject_id_idx on due_items (kind, subject_id) where done_at is null;
create index due_items_due_at_idx on due_items (due_at) where done_at is null and dead_at is null;
alter table due_items enable row level security;
grant select, insert, update, delete on due_items to yuanlian_app, yuanlian_worker;

-- Whoever acts in a district, or for an organisation or household in whatever district the act lies, may write.
create function app.acts_in(district text) returns boolean language sql stable
  return district = any (app.districts()) or app.organisation() is not null or app.household() is not null;

create policy outbox_events_write on outbox_events for insert to yuanlian_app, yuanlian_worker
  with check ((select app.is_system()) or app.acts_in(district_code));
create policy outbox_events_read on outbox_events for select to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or (select app.has_role('system-administrator')));
create policy event_deliveries_write on event_deliveries for insert to yuanlian_app, yuanlian_worker
  with check ((select app.kind()) is not null);
create policy event_deliveries_read on event_deliveries for select to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or (select app.has_role('system-administrator')));
create policy event_deliveries_change on event_deliveries for update to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or (select app.has_role('system-administrator')));
create policy due_items_all on due_items to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or (select app.has_role('system-administrator')) or app.acts_in(district_code))
  with check ((select app.is_system()) or app.acts_in(district_code));

-- migrate:down
drop table due_items;
drop table event_deliveries;
drop table outbox_events;
drop function app.acts_in(text);
