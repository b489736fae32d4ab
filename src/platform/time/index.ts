export { ageOn, monthOf } from './ages';
export { Clock } from './clock';
export { nextMonth, plusMonths } from './months';
export { TimeModule } from './time.module';
