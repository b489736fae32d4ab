import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

/** Status and shape of the answer, also for the OpenAPI document. */
export function Answers(status: number, schema?: z.ZodType): MethodDecorator & ClassDecorator {
  const response = {
    status,
    description: status === 201 ? 'created' : 'ok',
    ...(schema && { standardSchema: schema }),
  };
  return applyDecorators(HttpCode(status), ApiResponse(response as Parameters<typeof ApiResponse>[0]));
}
