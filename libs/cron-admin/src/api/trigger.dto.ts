import { Allow, IsOptional } from 'class-validator';
import type { AdminRequest } from './admin-request.js';
import { headerOf } from './admin-request.js';
import { ProblemException } from './problem.exception.js';
import { malformed, readDto } from './read-dto.js';
import { IsOne } from './validators.js';

/** The body of a trigger. */
export class TriggerDto {
  /** Any JSON; the job's own schema judges it. */
  @Allow()
  parameters?: unknown;

  @IsOptional()
  @IsOne('1 to 500 characters', (text) => text.trim() !== '' && text.length <= 500 && !text.includes('\0'))
  reason?: string;
}

/** A body that may be left out, but is JSON where it is given. @throws ProblemException 400, 415 */
export async function readTriggerBody(request: AdminRequest): Promise<TriggerDto> {
  const { body } = request;
  if (
    hasBody(request) &&
    !/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(headerOf(request, 'content-type') ?? '')
  ) {
    throw new ProblemException('unsupported-media-type', 'Send JSON, with "Content-Type: application/json".');
  }
  if (body === undefined || body === null) return new TriggerDto();
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw malformed([
      {
        pointer: '/body',
        code: 'INVALID_VALUE',
        detail: 'Write an object: { "parameters": …, "reason": "…" }.',
      },
    ]);
  }
  return readDto(TriggerDto, 'body', body as Record<string, unknown>);
}

/** The `Idempotency-Key` header, where it is sent. @throws ProblemException 400 */
export function readIdempotencyKey(request: AdminRequest): string | undefined {
  const key = headerOf(request, 'idempotency-key');
  if (key !== undefined && !/^[\x21-\x7e]([\x20-\x7e]{0,198}[\x21-\x7e])?$/.test(key)) {
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

function hasBody(request: AdminRequest): boolean {
  const length = headerOf(request, 'content-length');
  return headerOf(request, 'transfer-encoding') !== undefined || (length !== undefined && length !== '0');
}
