-- migrate:up
-- Whether somebody brings up a minor child alone; tables of amounts and labels may ask it (R32, R104). Null: not asked yet.
alter table household_members add column single_parent boolean;

-- migrate:down
alter table household_members drop column single_parent;
