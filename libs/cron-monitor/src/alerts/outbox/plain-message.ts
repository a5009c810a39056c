import type { AlertMessage } from '../alert-message.js';
import type { Scope } from '../scope.js';

/** A message of ours that is about no incident. */
export function plainMessage(
  given: Pick<AlertMessage, 'word' | 'subject' | 'severity' | 'sentence'> & Partial<AlertMessage>,
  { application, environment }: Scope,
  at: Date,
): AlertMessage {
  const title = `${given.word} · ${given.subject} · ${environment}`;
  const nothing = { fields: [], advice: [], logTail: null, links: [], lines: [] };
  return { ...nothing, application, environment, title, at, ...given };
}
