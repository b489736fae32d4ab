-- migrate:up
-- The record is written with every change, so it is kept cheap (design 8.4). Opening the index of each month to come took
-- half of the look-up; a transaction is over within the day. The function keeps its owner, grants and triggers.
create or replace function app.demand_record() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  -- A day either way keeps the look-up to one or two partitions; nothing of this transaction can be older or newer.
  perform from audit_events
    where xid = pg_current_xact_id() and epoch = app.audit_epoch()
      and at > now() - interval '1 day' and at < now() + interval '1 day' limit 1;
  if not found then
    raise exception 'A change of % was not put on the record', tg_table_name
      using errcode = 'YL001', hint = 'Call Audit.changed in the transaction that makes the change.';
  end if;
  return null;
end $$;
-- `audit_events_household_at_idx` begins with the same column.
drop index audit_events_household_id_idx;

-- migrate:down
create index audit_events_household_id_idx on audit_events (household_id);
create or replace function app.demand_record() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  -- The day before keeps the look-up to one or two partitions; nothing of this transaction can be older.
  perform from audit_events
    where xid = pg_current_xact_id() and epoch = app.audit_epoch() and at > now() - interval '1 day' limit 1;
  if not found then
    raise exception 'A change of % was not put on the record', tg_table_name
      using errcode = 'YL001', hint = 'Call Audit.changed in the transaction that makes the change.';
  end if;
  return null;
end $$;
