-- migrate:up
-- What a household was given is asked at every match whose candidates a fund with a ceiling pays, and when its file is shown or erased.
create index fund_requests_holder_id_idx on fund_requests (holder_id);

-- migrate:down
drop index fund_requests_holder_id_idx;
