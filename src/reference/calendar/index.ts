export { CalendarModule } from './calendar.module';
export { WorkCalendar } from './work-calendar';
export { plusDays } from './work-days';
