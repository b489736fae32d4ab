-- migrate:up
-- What a place is worth to a need, in the points that prices are in (score weighted by urgency and severity): of the offering it got,
-- or of the nearest one that it lost. Without it a price stands beside a score of another unit (matching.md 3.4).
alter table allocation_needs add column weight integer;

-- migrate:down
alter table allocation_needs drop column weight;
