-- migrate:up
-- The certificate of an allocation shows all of its needs by place, with exact prices: it is for who sees every one of them.
create function app.sees_whole_allocation(allocation uuid, visible bigint) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select visible = (select count(*) from allocation_needs where allocation_id = allocation);
end;
revoke execute on function app.sees_whole_allocation(uuid, bigint) from public;
grant execute on function app.sees_whole_allocation(uuid, bigint) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.sees_whole_allocation(uuid, bigint);
