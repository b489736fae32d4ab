-- migrate:up
-- Circles are called C1 to C4 everywhere (R27); offerings have kept what was typed.
update offerings set eligibility = jsonb_set(eligibility, '{circles}',
    (select jsonb_agg(upper(circle)) from jsonb_array_elements_text(eligibility -> 'circles') circle))
  where jsonb_typeof(eligibility -> 'circles') = 'array' and eligibility -> 'circles' <> '[]';

-- migrate:down
-- Nothing to take back: either spelling meant the same.
select 1;
