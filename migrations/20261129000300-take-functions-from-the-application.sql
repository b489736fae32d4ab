-- migrate:up
-- Who has the application's login can do what requests can do, and no request destroys a key: erasure is the worker's
-- (retention, design 8.8). With this function a line of SQL would have shredded everything sealed, off the record.
revoke execute on function app.destroy_subject_key(uuid) from yuanlian_app;
-- Replaced by others (sessions and keys that end with their post, attempts by rule); nothing calls them any more.
revoke execute on function app.resolve_session(bytea, text, timestamptz), app.resolve_api_key(text, bytea, timestamptz)
  from yuanlian_app, yuanlian_worker;

-- migrate:down
grant execute on function app.resolve_session(bytea, text, timestamptz), app.resolve_api_key(text, bytea, timestamptz)
  to yuanlian_app, yuanlian_worker;
grant execute on function app.destroy_subject_key(uuid) to yuanlian_app;
