-- migrate:up
-- What stood before a person decided at the mapping desk, so that the decision can be undone; null: it was waiting.
alter table import_records add column code_before text;

-- migrate:down
alter table import_records drop column code_before;
