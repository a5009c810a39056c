import { plainText, oneLine } from '../channels/neutral-text.js';
import { OURSELVES } from '../incidents/incident.js';
import type { AlertAbout, AlertMessage, AlertWord } from './alert-message.js';
import { Clocks } from './clocks.js';
import { eventSentence } from './event-sentence.js';
import { runbookFor } from './job-words.js';
import { otherFindings, wordFor } from './leading-finding.js';
import { hostOf } from './problem-sentence.js';
import { logTail } from './log-tail.js';
import { messageAdvice } from './message-advice.js';
import type { MessageFacts } from './message-facts.js';
import { messageFields } from './message-fields.js';
import { messageLinks } from './message-links.js';
import { channelOf } from './outbox/channel-subject.js';
import { wokenWords } from './woken-words.js';

/** What an incident of our own is called where a job's name would stand. */
const OUR_NAME = 'cron monitor';

/** Makes the message of something new about an incident. Total: facts that are not there are left out. */
export function composeMessage(facts: MessageFacts): AlertMessage {
  const { incident, event, application, environment, status, job, execution } = facts;
  const zone = job?.options.timeZone.value;
  const clocks = new Clocks(status?.timeZone ?? (typeof zone === 'string' ? zone : 'UTC'), event.at);
  const runbook = runbookFor(job, execution?.error?.errorClass ?? null);
  const word = wordOf(facts);
  const subject = subjectOf(incident.subject);
  const sentence = plainText(eventSentence(facts, clocks));
  const goesOn = !['acknowledged', 'snoozed', 'recovered', 'resolved'].includes(event.kind);
  return {
    word,
    subject,
    environment: oneLine(environment),
    application: oneLine(application),
    severity: incident.severity,
    title: titleOf(word, subject, oneLine(environment), stage(facts)),
    sentence,
    fields: messageFields(facts, sentence, clocks),
    advice: messageAdvice(facts, clocks),
    logTail: goesOn ? logTail(facts.logLines) : null,
    links: messageLinks(facts, runbook),
    at: event.at,
    lines: [],
    about: aboutOf(facts),
  };
}

/** The three tokens that every title begins with, and what else there is to say at once. */
export function titleOf(word: AlertWord, subject: string, environment: string, more: string | null): string {
  return [word, subject, environment, ...(more === null ? [] : [more])].join(' · ');
}

/** A job's name, or what the library calls itself. */
export function subjectOf(subject: string): string {
  const channel = channelOf(subject);
  if (channel !== null) return `channel ${oneLine(channel)}`;
  return subject === OURSELVES ? OUR_NAME : oneLine(subject);
}

function wordOf({ incident, event, finding }: MessageFacts): AlertWord {
  switch (event.kind) {
    case 'acknowledged':
      return 'ACKNOWLEDGED';
    case 'snoozed':
      return 'SNOOZED';
    case 'recovered':
      return 'RECOVERED';
    case 'resolved':
      return 'RESOLVED';
    default:
      if (incident.jobId === null) return 'BLIND';
      return finding === null ? 'FAILED' : wordFor(finding.rule);
  }
}

function stage({ incident, event }: MessageFacts): string | null {
  switch (event.kind) {
    case 'joined':
      return 'also';
    case 'worsened':
      return `now ${incident.severity}`;
    case 'woken':
      return wokenWords(event).stage;
    case 'reminded':
      return 'still open';
    case 'escalated':
      return `escalated, step ${incident.escalation}`;
    default:
      return null;
  }
}

function aboutOf(facts: MessageFacts): AlertAbout {
  const { incident, finding, execution, explanation } = facts;
  const rules = [...(finding ? [finding] : []), ...otherFindings(incident, finding)].map(({ rule }) => rule);
  const slot = execution?.scheduledAt ?? finding?.slot ?? null;
  return {
    incidentId: incident.id,
    jobName: incident.jobId === null ? null : incident.subject,
    group: incident.group,
    owner: incident.owner,
    tags: incident.tags,
    state: incident.state,
    rules,
    beganAt: incident.beganAt.toISOString(),
    slot: slot?.toISOString() ?? null,
    executionId: execution?.id ?? finding?.executionId ?? null,
    errorClass: execution?.error ? oneLine(execution.error.errorClass) : null,
    fingerprint: execution?.error?.fingerprint ?? incident.fingerprints[0] ?? null,
    cause: explanation?.cause ?? null,
    host: hostOf(facts),
  };
}
