-- migrate:up
-- Change feed of the matching index (design 8.5): until now it told of offerings and capacity; an offering also depends on
-- its provider's state, the credentials of its staff (B30), its contract (R73) and its fund (R13).
-- Of a fund or contract whose money moved the index keeps one state for all who draw on it: the purse itself is noted, once,
-- however many offerings it pays for.
alter table offering_changes alter column offering_id drop not null, add column purse_id uuid,
  add column noted_at timestamptz not null default clock_timestamp(),
  add constraint offering_changes_subject_check check (num_nonnulls(offering_id, purse_id) = 1);
create index offering_changes_noted_at_idx on offering_changes (noted_at);

create function app.note_provider_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into offering_changes (offering_id) select o.id from offerings o
    where o.provider_id = coalesce(to_jsonb(coalesce(new, old)) ->> 'provider_id', to_jsonb(coalesce(new, old)) ->> 'id')::uuid;
  return null;
end $$;
create function app.note_fund_layer_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into offering_changes (offering_id) select o.id from offerings o where o.fund_id = new.id;
  return null;
end $$;
create function app.note_purse_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into offering_changes (purse_id)
    values (coalesce(to_jsonb(new) ->> 'contract_id', to_jsonb(new) ->> 'id')::uuid);
  return null;
end $$;
revoke execute on function app.note_provider_change(), app.note_fund_layer_change(), app.note_purse_change() from public;

create index offerings_contract_id_idx on offerings (contract_id) where contract_id is not null;
create index offerings_fund_id_idx on offerings (fund_id) where fund_id is not null;

create trigger providers_changed after update on providers for each row
  when (old.state is distinct from new.state or old.name is distinct from new.name) execute function app.note_provider_change();
create trigger credentials_changed after insert or delete on credentials for each row
  execute function app.note_provider_change();
create trigger credentials_renewed after update on credentials for each row
  when (old.kind is distinct from new.kind or old.expires_on is distinct from new.expires_on)
  execute function app.note_provider_change();
-- The layer stands in each offering's own record.
create trigger funds_layer_changed after update on funds for each row
  when (old.layer is distinct from new.layer) execute function app.note_fund_layer_change();
create trigger funds_changed after update on funds for each row
  when (old.state is distinct from new.state or old.household_ceiling_fen is distinct from new.household_ceiling_fen
    or old.balance_fen - old.reserved_fen is distinct from new.balance_fen - new.reserved_fen)
  execute function app.note_purse_change();
create trigger contracts_changed after update on contracts for each row
  when (old.state is distinct from new.state or old.starts_on is distinct from new.starts_on
    or old.ends_on is distinct from new.ends_on)
  execute function app.note_purse_change();
create trigger contract_balances_opened after insert on contract_balances for each row
  execute function app.note_purse_change();
create trigger contract_balances_changed after update on contract_balances for each row
  when (old.opened_fen - old.committed_fen - old.spent_fen is distinct from new.opened_fen - new.committed_fen - new.spent_fen
    or old.opened_units - old.committed_units - old.spent_units
      is distinct from new.opened_units - new.committed_units - new.spent_units)
  execute function app.note_purse_change();

-- The worker takes old rows away, whether anybody reads them or not: whoever has not looked for so long builds anew.
create policy offering_changes_prune on offering_changes for delete to yuanlian_worker
  using ((select app.is_whole_machine()));
grant delete on offering_changes to yuanlian_worker;

-- migrate:down
revoke delete on offering_changes from yuanlian_worker;
drop policy offering_changes_prune on offering_changes;
drop trigger contract_balances_changed on contract_balances;
drop trigger contract_balances_opened on contract_balances;
drop trigger contracts_changed on contracts;
drop trigger funds_changed on funds;
drop trigger funds_layer_changed on funds;
drop trigger credentials_renewed on credentials;
drop trigger credentials_changed on credentials;
drop trigger providers_changed on providers;
drop index offerings_fund_id_idx;
drop index offerings_contract_id_idx;
drop function app.note_purse_change();
drop function app.note_fund_layer_change();
drop function app.note_provider_change();
drop index offering_changes_noted_at_idx;
delete from offering_changes where offering_id is null;
alter table offering_changes drop constraint offering_changes_subject_check, drop column noted_at, drop column purse_id,
  alter column offering_id set not null;
