import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'recalculations',
  order: 82,
  sql: `select r.on_day::text as "onDay", f.class_before as "classBefore", f.class_after as "classAfter",
    f.circle_before as "circleBefore", f.circle_after as "circleAfter", f.fen_before as "fenBefore", f.fen_after as "fenAfter",
    f.state, f.new_class as "newClass", f.new_circle as "newCircle", f.reason, f.decided_at as "decidedAt", f.told_at as "toldAt"
    from recalculation_households f join recalculations r on r.id = f.recalculation_id
    where f.household_id = $1 order by r.ordered_at, f.id`,
});
