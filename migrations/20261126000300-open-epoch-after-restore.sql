-- migrate:up
-- A restored database counts its transactions from elsewhere (design 8.4). Run by the restore, in its transaction,
-- before anybody can write: what comes is recorded in a new epoch, the sealer closes the old one.
create function app.after_restore() returns void
  language sql volatile set search_path = public, pg_temp
begin atomic
  insert into audit_epochs (epoch, reason) select max(epoch) + 1, 'restore' from audit_epochs;
end;
revoke execute on function app.after_restore() from public;

-- Releases before this one restored without it: sealed transactions that have not been yet give that away.
select app.after_restore() where exists (
  select from audit_seals where epoch = app.audit_epoch() and to_xid > pg_current_xact_id());

-- migrate:down
drop function app.after_restore();
