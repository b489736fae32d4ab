import { Module } from '@nestjs/common';
import { WorkCalendar } from './work-calendar';

@Module({ providers: [WorkCalendar], exports: [WorkCalendar] })
export class CalendarModule {}
