-- migrate:up
-- The list of proposals that wait for a person's decision (R3), the longest waiting first.
create index classifications_proposed_at_idx on classifications (proposed_at, id) where state = 'proposed';

-- migrate:down
drop index classifications_proposed_at_idx;
