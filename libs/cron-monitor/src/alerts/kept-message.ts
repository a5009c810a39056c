import type { AlertMessage } from './alert-message.js';

/** A message as it comes out of the database, where it lies as JSON. */
export function keptMessage(json: AlertMessage): AlertMessage {
  return { ...json, at: new Date(json.at) };
}
