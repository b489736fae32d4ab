-- migrate:up
-- A function in SQL is written out into every statement that asks it, each time the statement is planned: of one look at a
-- file's consents that took 850 of 1,270 microseconds. Asked through a subselect, it runs once a statement either way
-- (design 8.1), so a call is cheaper.
create or replace function app.user_id() returns uuid language plpgsql stable parallel safe
  as $$ begin return app.setting('user_id')::uuid; end $$;
create or replace function app.organisation() returns uuid language plpgsql stable parallel safe
  as $$ begin return app.setting('organisation')::uuid; end $$;
create or replace function app.household() returns uuid language plpgsql stable parallel safe
  as $$ begin return app.setting('household')::uuid; end $$;
create or replace function app.kind() returns text language plpgsql stable parallel safe
  as $$ begin return app.setting('kind'); end $$;
create or replace function app.is_system() returns boolean language plpgsql stable parallel safe
  as $$ begin return coalesce(app.setting('kind') = 'system', false); end $$;
create or replace function app.now() returns timestamptz language plpgsql stable parallel safe
  as $$ begin return app.setting('now')::timestamptz; end $$;
create or replace function app.districts() returns text[] language plpgsql stable parallel safe
  as $$ begin return coalesce(app.setting('districts')::text[], '{}'); end $$;
create or replace function app.roles() returns text[] language plpgsql stable parallel safe
  as $$ begin return coalesce(app.setting('roles')::text[], '{}'); end $$;
create or replace function app.has_role(role text) returns boolean language plpgsql stable parallel safe
  as $$ begin return role = any(app.roles()); end $$;
create or replace function app.region_floor() returns text language plpgsql stable parallel safe
  as $$ begin
    return case when app.is_system() then '' else coalesce(app.setting('region') || '/', '~') end collate "C";
  end $$;
create or replace function app.region_ceiling() returns text language plpgsql stable parallel safe
  as $$ begin
    return case when app.is_system() then '~' else coalesce(app.setting('region') || '0', '') end collate "C";
  end $$;
create or replace function app.is_provider() returns boolean language plpgsql stable parallel safe
  as $$ begin return app.organisation() is not null; end $$;
create or replace function app.whole_installation() returns boolean language plpgsql stable parallel safe
  as $$ begin return app.kind() = 'user' and cardinality(app.districts()) = 0
    and app.roles() && array['system-administrator', 'security-administrator', 'audit-administrator']; end $$;
create or replace function app.is_evaluator() returns boolean language plpgsql stable parallel safe
  as $$ begin return app.roles() && array['evaluator']
    and not app.roles() && array['window-worker', 'station-worker', 'centre-worker', 'officer', 'supervisor']; end $$;
create or replace function app.is_staff() returns boolean language plpgsql stable parallel safe
  as $$ begin return app.is_system() or (app.kind() = 'user' and app.organisation() is null
    and app.roles() && '{window-worker,station-worker,centre-worker,officer,supervisor,evaluator}'::text[]); end $$;
create or replace function app.is_centre() returns boolean language plpgsql stable parallel safe
  as $$ begin return app.is_system() or (app.kind() = 'user' and app.organisation() is null
    and app.roles() && '{centre-worker,officer}'::text[]); end $$;
create or replace function app.is_whole_machine() returns boolean language plpgsql stable parallel safe
  as $$ begin return app.is_system() and cardinality(app.districts()) = 0; end $$;
create or replace function app.is_operator() returns boolean language plpgsql stable parallel safe
  as $$ begin return app.is_system() or app.has_role('system-administrator'); end $$;
create or replace function app.operates_everywhere() returns boolean language plpgsql stable parallel safe
  as $$ begin return app.is_whole_machine() or (app.has_role('system-administrator')
    and app.whole_installation()); end $$;

-- Closed cases of a household were found by reading all; and a plan kept for a prepared statement cannot use the index of
-- open ones, because it does not know which states were asked for.
create index cases_household_id_idx on cases (household_id);

-- migrate:down
drop index cases_household_id_idx;
create or replace function app.user_id() returns uuid language sql stable parallel unsafe
  return app.setting('user_id')::uuid;
create or replace function app.organisation() returns uuid language sql stable parallel unsafe
  return app.setting('organisation')::uuid;
create or replace function app.household() returns uuid language sql stable parallel unsafe
  return app.setting('household')::uuid;
create or replace function app.kind() returns text language sql stable parallel unsafe
  return app.setting('kind');
create or replace function app.is_system() returns boolean language sql stable parallel unsafe
  return coalesce(app.setting('kind') = 'system', false);
create or replace function app.now() returns timestamptz language sql stable parallel unsafe
  return app.setting('now')::timestamptz;
create or replace function app.districts() returns text[] language sql stable parallel unsafe
  return coalesce(app.setting('districts')::text[], '{}');
create or replace function app.roles() returns text[] language sql stable parallel unsafe
  return coalesce(app.setting('roles')::text[], '{}');
create or replace function app.has_role(role text) returns boolean language sql stable parallel unsafe
  return role = any(app.roles());
create or replace function app.region_floor() returns text language sql stable parallel unsafe
  return case when app.is_system() then '' else coalesce(app.setting('region') || '/', '~') end collate "C";
create or replace function app.region_ceiling() returns text language sql stable parallel unsafe
  return case when app.is_system() then '~' else coalesce(app.setting('region') || '0', '') end collate "C";
create or replace function app.is_provider() returns boolean language sql stable parallel unsafe
  return app.organisation() is not null;
create or replace function app.whole_installation() returns boolean language sql stable parallel unsafe
  return app.kind() = 'user' and cardinality(app.districts()) = 0
    and app.roles() && array['system-administrator', 'security-administrator', 'audit-administrator'];
create or replace function app.is_evaluator() returns boolean language sql stable parallel unsafe
  return app.roles() && array['evaluator']
    and not app.roles() && array['window-worker', 'station-worker', 'centre-worker', 'officer', 'supervisor'];
create or replace function app.is_staff() returns boolean language sql stable parallel unsafe
  return app.is_system() or (app.kind() = 'user' and app.organisation() is null
    and app.roles() && '{window-worker,station-worker,centre-worker,officer,supervisor,evaluator}'::text[]);
create or replace function app.is_centre() returns boolean language sql stable parallel unsafe
  return app.is_system() or (app.kind() = 'user' and app.organisation() is null
    and app.roles() && '{centre-worker,officer}'::text[]);
create or replace function app.is_whole_machine() returns boolean language sql stable parallel unsafe
  return app.is_system() and cardinality(app.districts()) = 0;
create or replace function app.is_operator() returns boolean language sql stable parallel unsafe
  return app.is_system() or app.has_role('system-administrator');
create or replace function app.operates_everywhere() returns boolean language sql stable parallel unsafe
  return app.is_whole_machine() or (app.has_role('system-administrator') and app.whole_installation());
