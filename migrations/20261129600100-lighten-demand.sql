-- migrate:up
-- What the record adds to a write, cut again (design 8.4). Each function in SQL starts an executor of its own: one for each
-- guarded row that changes (`app.owns_record`), one for each row of the record (`app.audit_epoch`).

-- Who is let through may empty the record: its owner alone (`test/consistency/catalogue.snapshot.json` holds all grants).
create or replace function app.protect_by_record(protected regclass) returns void
  language plpgsql volatile set search_path = public, pg_temp as $$
begin
  execute format('create constraint trigger demand_record after insert or update or delete on %s
    deferrable initially deferred for each row when (not has_table_privilege(''public.audit_events''::regclass, ''TRUNCATE''))
    execute function app.demand_record()', protected);
end $$;
do $$
declare
  guarded regclass;
begin
  for guarded in select tgrelid from pg_trigger where tgfoid = 'app.demand_record'::regproc loop
    execute format('drop trigger demand_record on %s', guarded);
    perform app.protect_by_record(guarded);
  end loop;
end $$;
drop function app.owns_record();

-- The epoch changes with a restore only, so it can be a constant of the table.
create function app.stamp_audit_epoch() returns void
  language plpgsql volatile set search_path = public, pg_temp as $$
begin
  execute format('alter table audit_events alter column epoch set default %s', (select max(epoch) from audit_epochs));
end $$;
revoke execute on function app.stamp_audit_epoch() from public;
select app.stamp_audit_epoch();
create or replace function app.after_restore() returns void
  language sql volatile set search_path = public, pg_temp
begin atomic
  delete from recorded_transactions;
  insert into audit_epochs (epoch, reason) select max(epoch) + 1, 'restore' from audit_epochs;
  select app.stamp_audit_epoch();
end;

-- Two columns bring "who looked" in its order as well as three, at two thirds of the size.
drop index audit_events_household_at_idx;
create index audit_events_household_at_idx on audit_events (household_id, at);

-- One row a statement: comparing it in place is cheaper than four subselects, which pay on scans only (design 8.1).
alter policy audit_events_insert on audit_events with check (
  actor_kind = app.kind()
  and actor_id is not distinct from app.user_id()
  and organisation_id is not distinct from app.organisation()
  and household_actor_id is not distinct from app.household());

-- migrate:down
alter policy audit_events_insert on audit_events with check (
  actor_kind = (select app.kind())
  and actor_id is not distinct from (select app.user_id())
  and organisation_id is not distinct from (select app.organisation())
  and household_actor_id is not distinct from (select app.household()));
drop index audit_events_household_at_idx;
create index audit_events_household_at_idx on audit_events (household_id, at, id);
alter table audit_events alter column epoch set default app.audit_epoch();
create or replace function app.after_restore() returns void
  language sql volatile set search_path = public, pg_temp
begin atomic
  delete from recorded_transactions;
  insert into audit_epochs (epoch, reason) select max(epoch) + 1, 'restore' from audit_epochs;
end;
drop function app.stamp_audit_epoch();
create function app.owns_record() returns boolean
  language sql stable set search_path = pg_catalog, pg_temp
begin atomic
  select relowner = current_user::regrole from pg_class where oid = 'public.audit_events'::regclass;
end;
create or replace function app.protect_by_record(protected regclass) returns void
  language plpgsql volatile set search_path = public, pg_temp as $$
begin
  execute format('create constraint trigger demand_record after insert or update or delete on %s
    deferrable initially deferred for each row when (not app.owns_record()) execute function app.demand_record()',
    protected);
end $$;
do $$
declare
  guarded regclass;
begin
  for guarded in select tgrelid from pg_trigger where tgfoid = 'app.demand_record'::regproc loop
    execute format('drop trigger demand_record on %s', guarded);
    perform app.protect_by_record(guarded);
  end loop;
end $$;
