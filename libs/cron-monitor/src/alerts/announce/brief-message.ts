import type { IncidentEventKind } from '../../incidents/incident.js';
import type { AlertMessage, AlertWord } from '../alert-message.js';
import { wordFor } from '../leading-finding.js';
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
  { application, environment }: { readonly application: string; readonly environment: string },
): AlertMessage {
  const loudest =
    incident.findings.find(({ severity }) => severity === incident.severity) ?? incident.findings[0];
  const word = WORDS_OF_LIFE[event.kind] ?? (loudest === undefined ? 'FAILED' : wordFor(loudest.rule));
  return {
    word,
    subject: incident.subject,
    environment,
    application,
    severity: incident.severity,
    title: `${word} · ${incident.subject} · ${environment}`,
    sentence: loudest?.message ?? '',
    fields: [],
    advice: [],
    logTail: null,
    links: [],
    at: event.at,
    lines: [],
  };
}
