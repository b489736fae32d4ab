-- migrate:up
-- When the provider moved a visit away from a day on which it could read the door (C3); it may do so once.
alter table referrals add column visit_moved_at timestamptz;

-- migrate:down
alter table referrals drop column visit_moved_at;
