import type { AlertMessage, IncidentDetails, Notification } from 'nestjs-tracked-cron/monitor';
import type { HiddenPart } from '../access/hidden-parts.js';

const HIDDEN = '[hidden]';

/** A notification without these parts: its message quotes errors, results and the log of executions. */
export function notificationWithout(notification: Notification, hidden: readonly HiddenPart[]): Notification {
  const { message } = notification;
  if (message === null || hidden.length === 0) return notification;
  return { ...notification, message: messageWithout(message, hidden) };
}

/** An incident without these parts. What it says itself, of slots and counts, quotes nothing. */
export function detailsWithout(details: IncidentDetails, hidden: readonly HiddenPart[]): IncidentDetails {
  if (hidden.length === 0) return details;
  return { ...details, notifications: details.notifications.map((one) => notificationWithout(one, hidden)) };
}

function messageWithout(message: AlertMessage, hidden: readonly HiddenPart[]): AlertMessage {
  const left =
    hidden.includes('logs') && message.logTail !== null ? { ...message, logTail: HIDDEN } : message;
  if (!hidden.includes('error')) return left;
  // a sentence of cause, facts and hints may each quote the error
  return { ...left, sentence: HIDDEN, fields: [], advice: [], lines: left.lines.map(() => HIDDEN) };
}
