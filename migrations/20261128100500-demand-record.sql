-- migrate:up
-- The record cannot be switched off (C2): a transaction of the application that has changed a protected table commits
-- only with a row on the record. No setting decides that; the row itself is looked for, in this transaction's number.
create function app.demand_record() returns trigger
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

-- The owner of the record, who migrates, is let through, and with it the definer functions: what they change follows
-- from a statement that is protected itself.
create function app.owns_record() returns boolean
  language sql stable set search_path = pg_catalog, pg_temp
begin atomic
  select relowner = current_user::regrole from pg_class where oid = 'public.audit_events'::regclass;
end;
create function app.protect_by_record(protected regclass) returns void
  language plpgsql volatile set search_path = public, pg_temp as $$
begin
  execute format('create constraint trigger demand_record after insert or update or delete on %s
    deferrable initially deferred for each row when (not app.owns_record()) execute function app.demand_record()',
    protected);
end $$;
revoke execute on function app.demand_record(), app.protect_by_record(regclass) from public;

select app.protect_by_record(name::regclass) from unnest(array[
  'access_grants', 'accounts', 'account_roles', 'api_keys', 'household_links', 'invitations', 'recovery_codes',
  'households', 'household_members', 'identity_claims', 'leads', 'cases', 'handovers', 'consents', 'economy_lines',
  'entitlements', 'classifications', 'assessments', 'needs',
  'providers', 'credentials', 'contracts', 'funds', 'fund_entries',
  'fund_requests', 'offerings',
  'match_runs', 'gaps', 'plans', 'plan_items', 'plan_choices', 'referrals', 'provider_links',
  'deliveries', 'evaluation_samples', 'evaluations', 'follow_ups']) as name;

-- A new epoch is opened by the restore, which is the owner's.
revoke insert on audit_epochs from yuanlian_app, yuanlian_worker;

-- migrate:down
grant insert on audit_epochs to yuanlian_app, yuanlian_worker;
drop function app.demand_record() cascade;
drop function app.protect_by_record(regclass);
drop function app.owns_record();
