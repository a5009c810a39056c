import type { IncidentEventKind } from '../../incidents/incident.js';
import type { AlertMessage, AlertWord } from '../alert-message.js';
import { subjectOf, titleOf } from '../compose-message.js';
import { leadingFinding, wordFor } from '../leading-finding.js';
import type { Scope } from '../scope.js';
import type { Announced } from './telling-facts.js';

const WORDS_OF_LIFE: Partial<Record<IncidentEventKind, AlertWord>> = {
  acknowledged: 'ACKNOWLEDGED',
  snoozed: 'SNOOZED',
  recovered: 'RECOVERED',
  resolved: 'RESOLVED',
};

/**
 * A message from what the incident itself says: of what nobody is told by itself (a line of a digest, a suppression), where
 * gathering more would cost a thousand queries in a storm. What was composed in full takes its place.
 */
export function briefMessage(
  { incident, event }: Announced,
  { application, environment }: Scope,
): AlertMessage {
  const finding = leadingFinding(incident, event);
  const word = WORDS_OF_LIFE[event.kind] ?? (finding === null ? 'FAILED' : wordFor(finding.rule));
  const subject = subjectOf(incident.subject);
  return {
    word,
    subject,
    environment,
    application,
    severity: incident.severity,
    title: titleOf(word, subject, environment, null),
    sentence: finding?.message ?? '',
    fields: [],
    advice: [],
    logTail: null,
    links: [],
    at: event.at,
    lines: [],
  };
}
