import { z } from 'zod';
import { pageQuery } from '../../../platform/database';

export const CalculationQuery = z.strictObject(pageQuery);
export type CalculationQuery = z.output<typeof CalculationQuery>;
