import { Allow, IsBoolean, IsOptional } from 'class-validator';
import type { AdminRequest } from './admin-request.js';
import { headerOf } from './admin-request.js';
import { readBody } from './read-body.js';
import { malformed } from './read-dto.js';
import type { Schema } from '../openapi/schema.js';
import { ReasonDto } from './steering.dto.js';
import { IsWord } from './validators.js';

const KEY = /^[\x21-\x7e]([\x20-\x7e]{0,198}[\x21-\x7e])?$/;

/** The same key answers the same execution. */
export const IDEMPOTENCY_KEY: Schema<string> = {
  json: { type: 'string', minLength: 1, maxLength: 200, pattern: KEY.source },
};

/** The body of a trigger. */
export class TriggerDto extends ReasonDto {
  /** Any JSON; the job's own schema judges it. */
  @Allow()
  parameters?: unknown;

  /** Start it although a freeze holds the job. */
  @IsOptional()
  @IsBoolean({ message: 'Write true or false.' })
  force?: boolean;
}

/** How it is started. */
export class TriggerQueryDto {
  /** Start it beside what is in flight. */
  @IsOptional() @IsWord(['allow']) overlap?: 'allow';
}

/** @throws ProblemException 400, 415 */
export function readTriggerBody(request: AdminRequest): Promise<TriggerDto> {
  return readBody(TriggerDto, request, '{ "parameters": …, "reason": "…" }');
}

/** The `Idempotency-Key` header, where it is sent. @throws ProblemException 400 */
export function readIdempotencyKey(request: AdminRequest): string | undefined {
  const key = headerOf(request, 'idempotency-key');
  if (key !== undefined && !KEY.test(key)) {
    throw malformed([
      {
        pointer: '/headers/Idempotency-Key',
        code: 'INVALID_VALUE',
        detail: 'Write 1 to 200 visible ASCII characters.',
      },
    ]);
  }
  return key;
}
