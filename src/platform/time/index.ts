export { ageOn, monthOf } from './ages';
export { Clock } from './clock';
export { TimeModule } from './time.module';
