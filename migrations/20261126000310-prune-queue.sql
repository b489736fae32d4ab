-- migrate:up
-- Work that has ended is forgotten after a while (src/platform/queue/retention.ts); deliveries go with their event.
grant delete on outbox_events, job_runs to yuanlian_worker;
create policy outbox_events_prune on outbox_events for delete to yuanlian_worker using ((select app.is_system()));

-- Readiness compares the migrations that were run with those of the program.
grant select on migrations to yuanlian_app, yuanlian_worker;

-- migrate:down
revoke select on migrations from yuanlian_app, yuanlian_worker;
drop policy outbox_events_prune on outbox_events;
revoke delete on outbox_events, job_runs from yuanlian_worker;
