import type { AlertMessage } from './alert-message.js';
import type { Scope } from './scope.js';

/** A message that the monitor has to tell by itself, about no incident: a test, a week, a channel that took nothing. */
export function ownMessage(
  given: Pick<AlertMessage, 'word' | 'subject' | 'severity' | 'sentence'> & Partial<AlertMessage>,
  { application, environment }: Scope,
  at: Date,
): AlertMessage {
  const title = `${given.word} · ${given.subject} · ${environment}`;
  const nothing = { fields: [], advice: [], logTail: null, links: [], lines: [] };
  return { ...nothing, application, environment, title, at, ...given };
}
