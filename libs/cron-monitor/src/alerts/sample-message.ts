import type { Incident, IncidentFinding } from '../incidents/incident.js';
import type { AlertMessage } from './alert-message.js';
import { composeMessage } from './compose-message.js';
import { leadingFinding } from './leading-finding.js';
import type { MessageFacts } from './message-facts.js';
import {
  sampleExplanation,
  sampleFacts,
  sampleFinding,
  sampleHistory,
  sampleIncident,
  utc,
} from './sample-facts.js';

// Messages for specs: composed of facts as they are gathered.

/** What the reader finds where no execution is meant. */
export const NO_RUN = { execution: null, failure: null, recent: sampleHistory('completed') };
const NEXT = 'The next slot is at 2026-11-27 00:00:00 UTC (2026-11-27 02:00:00 in Europe/Riga).';
export const GONE = '019abc00-0000-7000-8000-0000000000f0';
export const CAME = '019abc00-0000-7000-8000-0000000000f1';

export function incidentWith(finding: Partial<IncidentFinding>, given: Partial<Incident> = {}): Incident {
  const found = sampleFinding(finding);
  return sampleIncident({ findings: [found], severity: found.severity, ...given });
}

export function compose(given: Partial<MessageFacts> = {}): AlertMessage {
  const facts = sampleFacts(given);
  return composeMessage({ ...facts, finding: leadingFinding(facts.incident, facts.event) });
}

/** Of a slot that nobody ran: an instance left before it and another came after it. */
export function gap(cause: string) {
  return sampleExplanation({
    outcome: 'missed',
    cause,
    sentence:
      'It was missed: no instance of shop (production) that claims slots was alive; the last one was seen at ' +
      '2026-11-25 23:58:00 UTC (2026-11-26 01:58:00 in Europe/Riga).',
    evidence: [
      { kind: 'instance', from: utc('08:00', 25), to: utc('23:58', 25), text: '', instanceId: GONE },
      { kind: 'instance', from: utc('00:12'), to: null, text: '', instanceId: CAME },
    ],
    next: { text: `It is not caught up any more: with misfire 'skip' no slot runs late. ${NEXT}`, at: null },
  });
}

export const fact = ({ fields, advice }: AlertMessage, name: string) =>
  [...fields, ...advice].find((one) => one.name === name)?.text;

export function urlOf({ links }: AlertMessage, kind: AlertMessage['links'][number]['kind']) {
  return links.find((link) => link.kind === kind)?.url;
}

export function good(count: number) {
  return Array<'completed'>(count).fill('completed');
}

export function nothingRead(): Partial<MessageFacts> {
  return {
    job: null,
    status: null,
    explanation: null,
    execution: null,
    recent: [],
    statistics: null,
    failure: null,
    instances: [],
  };
}
