import { headerOf, type AdminRequest } from './admin-request.js';
import { ProblemException } from './problem.exception.js';
import { malformed } from './read-dto.js';

/** A version as HTTP carries it: `ETag: "7"`. */
export function versionTag(version: number): { ETag: string } {
  return { ETag: `"${version}"` };
}

/**
 * The version that `If-Match` asks for; undefined for `*`, any.
 * @param required whether the request must say it (RFC 6585)
 * @throws ProblemException 428 where it is missing, 400 where it is no version
 */
export function readIfMatch(request: AdminRequest, required: boolean): number | undefined {
  const sent = headerOf(request, 'if-match')?.trim();
  if (sent === undefined) {
    if (!required) return undefined;
    throw new ProblemException(
      'precondition-required',
      'Send the version that the change is made for, as its ETag says it: If-Match: "7". If-Match: * changes whatever is there.',
    );
  }
  if (sent === '*') return undefined;
  const version = /^"(\d{1,9})"$/.exec(sent)?.[1];
  if (version !== undefined) return Number(version);
  throw malformed([
    {
      pointer: '/headers/If-Match',
      code: 'INVALID_VALUE',
      detail: 'Write the ETag, with its quotes: "7"; or *.',
    },
  ]);
}
