-- migrate:up
-- Which transactions have put a row on the record. Looking for that row itself cost a write with sixteen clients a quarter
-- of its speed: the look-up opens each month of the record. Unlogged, since a note is of use to its own transaction only:
-- after a crash no transaction goes on. A note falls with the savepoint in which its row was written. Nobody may touch it.
create unlogged table recorded_transactions (xid xid8 primary key);
alter table recorded_transactions enable row level security;

-- For each row: an insert of no row fires its statement's triggers too.
create function app.note_recorded_transaction() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  insert into recorded_transactions (xid) values (new.xid) on conflict do nothing;
  return null;
end $$;
create trigger audit_events_note_transaction after insert on audit_events
  for each row execute function app.note_recorded_transaction();

create or replace function app.demand_record() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  -- Asks by writing: a conflict always goes by the index, where a planned look-up would read the whole of a small table.
  insert into recorded_transactions (xid) values (pg_current_xact_id()) on conflict do nothing;
  if found then
    raise exception 'A change of % was not put on the record', tg_table_name
      using errcode = 'YL001', hint = 'Call Audit.changed in the transaction that makes the change.';
  end if;
  return null;
end $$;

-- Definer: notes of transactions that have ended; run with each round of the sealer.
create function app.forget_ended_transactions() returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  delete from recorded_transactions where xid < pg_snapshot_xmin(pg_current_snapshot());
end;
-- A restored database counts its transactions from elsewhere: a note from before could be taken for one of a new one.
create or replace function app.after_restore() returns void
  language sql volatile set search_path = public, pg_temp
begin atomic
  delete from recorded_transactions;
  insert into audit_epochs (epoch, reason) select max(epoch) + 1, 'restore' from audit_epochs;
end;
revoke execute on function app.note_recorded_transaction(), app.forget_ended_transactions() from public;
grant execute on function app.forget_ended_transactions() to yuanlian_app, yuanlian_worker;

-- One index instead of two: nothing looks for an id without its time.
alter table audit_events drop constraint audit_events_pkey;
alter table audit_events add primary key (at, id);
drop index audit_events_at_idx;

-- migrate:down
create index audit_events_at_idx on audit_events (at, id);
alter table audit_events drop constraint audit_events_pkey;
alter table audit_events add primary key (id, at);
create or replace function app.after_restore() returns void
  language sql volatile set search_path = public, pg_temp
begin atomic
  insert into audit_epochs (epoch, reason) select max(epoch) + 1, 'restore' from audit_epochs;
end;
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
drop trigger audit_events_note_transaction on audit_events;
drop function app.note_recorded_transaction();
drop function app.forget_ended_transactions();
drop table recorded_transactions;
