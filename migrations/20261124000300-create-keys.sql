-- migrate:up
-- One random data key per subject, wrapped by a master key that is never in the database (design 8.7).
create table subject_keys (
  subject_id uuid primary key,
  key_id text not null,
  wrapped bytea,
  destroyed_at timestamptz,
  constraint subject_keys_destroyed_check check ((wrapped is null) = (destroyed_at is not null))
);
create index subject_keys_key_id_idx on subject_keys (key_id);
grant select, insert (subject_id, key_id, wrapped) on subject_keys to yuanlian_app, yuanlian_worker;

-- Recognises a master key at the next start without knowing it.
create table key_checks (
  key_id text primary key,
  value bytea not null
);
grant select, insert on key_checks to yuanlian_app, yuanlian_worker;

-- Nobody overwrites a key by mistake: the two legitimate changes are these functions.
create function app.destroy_subject_key(subject uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update subject_keys set wrapped = null, destroyed_at = clock_timestamp()
    where subject_id = subject and wrapped is not null;
end;
create function app.rewrap_subject_key(subject uuid, old_key_id text, new_key_id text, new_wrapped bytea) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update subject_keys set key_id = new_key_id, wrapped = new_wrapped
    where subject_id = subject and key_id = old_key_id and wrapped is not null and app.is_system();
end;
revoke execute on function app.destroy_subject_key(uuid), app.rewrap_subject_key(uuid, text, text, bytea) from public;
grant execute on function app.destroy_subject_key(uuid), app.rewrap_subject_key(uuid, text, text, bytea)
  to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.rewrap_subject_key(uuid, text, text, bytea);
drop function app.destroy_subject_key(uuid);
drop table key_checks;
drop table subject_keys;
