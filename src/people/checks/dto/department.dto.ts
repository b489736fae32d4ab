import { z } from 'zod';
import { askingWays } from '../../../reference/policies';

/** How a department is asked from now on. */
export const DecideWay = z.strictObject({ way: z.enum(askingWays) }).meta({ id: 'DecideDepartmentWay' });
export type DecideWay = z.output<typeof DecideWay>;
