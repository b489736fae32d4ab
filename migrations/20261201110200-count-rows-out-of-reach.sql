-- migrate:up
-- A list is compared in the district's scope; rows of households that whoever tried it may not open are counted, not shown (R105, C3).
alter table watch_lists add column out_of_reach_count integer not null default 0
  constraint watch_lists_out_of_reach_count_check check (out_of_reach_count >= 0);
alter table watch_lists alter column out_of_reach_count drop default;
grant update (out_of_reach_count) on watch_lists to yuanlian_app, yuanlian_worker;

-- migrate:down
alter table watch_lists drop column out_of_reach_count;
