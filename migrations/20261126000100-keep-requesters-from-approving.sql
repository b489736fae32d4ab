-- migrate:up
-- Nobody decides on the own request (R13), whatever the application does. Requests that were approved before this rule
-- stay as they are.
alter table fund_requests add constraint fund_requests_requester_check
  check (requested_by is distinct from first_approver and requested_by is distinct from second_approver) not valid;

-- migrate:down
alter table fund_requests drop constraint fund_requests_requester_check;
