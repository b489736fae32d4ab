-- migrate:up
-- Who must not open a file must not read what its household asks, nor that it was closed (C3).
create policy rights_requests_not_conflicted on rights_requests as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));
create policy closed_files_not_conflicted on closed_files as restrictive to yuanlian_app, yuanlian_worker
  using (household_id <> all ((select app.conflicted_households())::uuid[]));

-- migrate:down
drop policy closed_files_not_conflicted on closed_files;
drop policy rights_requests_not_conflicted on rights_requests;
