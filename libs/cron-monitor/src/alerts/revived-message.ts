import type { AlertMessage } from './alert-message.js';

/** A message as it was before it was kept as JSON. */
export function revived(message: AlertMessage): AlertMessage {
  return { ...message, at: new Date(message.at) };
}
