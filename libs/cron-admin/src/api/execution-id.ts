import type { AdminRequest } from './admin-request.js';
import { ProblemException } from './problem.exception.js';
import { UUID } from './validators.js';

/** The execution that a path names. @throws ProblemException 404 where it can't be one */
export function executionIdOf(request: AdminRequest): string {
  const id = request.params?.id ?? '';
  if (!UUID.test(id)) throw new ProblemException('unknown-route', "An execution's id is a UUID.");
  return id.toLowerCase();
}

export function unknownExecution(id: string): ProblemException {
  return new ProblemException('unknown-execution', `No execution has the id ${id}, or it is no longer kept.`);
}
