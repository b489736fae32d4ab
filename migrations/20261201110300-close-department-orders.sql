-- migrate:up
-- The rest of an order that never comes (R93): once its day is over a person closes it and says why; questions without an answer end
-- as over a line, and what comes later is a late answer to a closed order.
alter table department_orders
  add column closed_at timestamptz,
  add column closed_by uuid references accounts (id),
  add column close_reason text,
  drop constraint department_orders_state_check,
  add constraint department_orders_state_check check (state in
    ('sent', 'partly-answered', 'answered', 'cancelled', 'closed')),
  add constraint department_orders_closed_check check ((closed_at is null) = (closed_by is null)
    and (closed_at is null) = (close_reason is null) and (state <> 'closed' or closed_at is not null)
    and (state not in ('sent', 'partly-answered', 'cancelled') or closed_at is null));
grant update (closed_at, closed_by, close_reason) on department_orders to yuanlian_app, yuanlian_worker;

-- migrate:down
update department_orders set state = case when answered_count = 0 then 'sent' else 'partly-answered' end where state = 'closed';
alter table department_orders
  drop constraint department_orders_closed_check,
  drop constraint department_orders_state_check,
  add constraint department_orders_state_check check (state in
    ('sent', 'partly-answered', 'answered', 'cancelled')),
  drop column closed_at, drop column closed_by, drop column close_reason;
