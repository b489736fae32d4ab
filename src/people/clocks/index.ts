export { type Pause, type Span, supportDates, taperSpan, waitingMonths, waitingUntil } from './clock-dates';
export { clockKinds, type ClockKind, clockLine, type ClockLine, type ClockTrack } from './clock-line';
export { taperSchedule, type TaperMonth, type TaperTable } from './taper-schedule';
