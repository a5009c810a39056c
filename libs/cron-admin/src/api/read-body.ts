import type { AdminRequest } from './admin-request.js';
import { headerOf } from './admin-request.js';
import { ProblemException } from './problem.exception.js';
import { malformed, readDto } from './read-dto.js';

/**
 * A body that may be left out, but is JSON where it is given.
 * @param example what a body looks like, for the refusal of one that is no object
 * @throws ProblemException 400, 415
 */
export async function readBody<Body extends object>(
  Dto: new () => Body,
  request: AdminRequest,
  example: string,
): Promise<Body> {
  const { body } = request;
  if (
    hasBody(request) &&
    !/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(headerOf(request, 'content-type') ?? '')
  ) {
    throw new ProblemException('unsupported-media-type', 'Send JSON, with "Content-Type: application/json".');
  }
  const sent = body === undefined || body === null ? {} : body;
  if (typeof sent === 'object' && !Array.isArray(sent))
    return readDto(Dto, 'body', sent as Record<string, unknown>);
  throw malformed([{ pointer: '/body', code: 'INVALID_VALUE', detail: `Write an object: ${example}.` }]);
}

function hasBody(request: AdminRequest): boolean {
  const length = headerOf(request, 'content-length');
  return headerOf(request, 'transfer-encoding') !== undefined || (length !== undefined && length !== '0');
}
