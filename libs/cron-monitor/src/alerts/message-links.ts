import type { AlertLink } from './alert-message.js';
import { jobWords, type JobWords } from './job-words.js';
import type { MessageFacts } from './message-facts.js';

/** Addresses of the page. None of them does anything: it asks, even where an address says what. */
export class PageAddresses {
  constructor(private readonly publicUrl: string | null) {}

  execution(id: string): string | null {
    return this.at(`executions/${encodeURIComponent(id)}`);
  }

  job(name: string): string | null {
    return this.at(`jobs/${encodeURIComponent(name)}`);
  }

  why(name: string, at: Date): string | null {
    return this.at(`jobs/${encodeURIComponent(name)}?at=${encodeURIComponent(at.toISOString())}`);
  }

  incident(id: string): string | null {
    return this.at(`alerts?incident=${encodeURIComponent(id)}`);
  }

  private at(path: string): string | null {
    return this.publicUrl === null ? null : `${this.publicUrl}/dashboard/${path}`;
  }
}

/** What can be opened, and done: most wanted first. */
export function messageLinks(facts: MessageFacts, runbook: string | null): AlertLink[] {
  const { incident, execution, explanation, publicUrl } = facts;
  const page = new PageAddresses(publicUrl);
  const isOver = facts.event.kind === 'recovered' || facts.event.kind === 'resolved';
  const links: AlertLink[] = [];
  if (execution) links.push({ kind: 'execution', text: 'Open execution', url: page.execution(execution.id) });
  const event = sentryEventId(execution);
  if (event !== null && facts.sentryUrl !== null && !isOver) {
    // whatever project it is in: a search for its id leads to it
    links.push({ kind: 'sentry', text: 'Open in Sentry', url: `${facts.sentryUrl}/issues/?query=${event}` });
  }
  if (incident.jobId !== null) {
    const asked = explanation?.at ?? facts.finding?.slot ?? null;
    if (asked !== null && !isOver)
      links.push({ kind: 'why', text: 'Why?', url: page.why(incident.subject, asked) });
    links.push({ kind: 'job', text: 'Open job', url: page.job(incident.subject) });
  }
  if (runbook !== null) links.push({ kind: 'runbook', text: 'Runbook', url: runbook });
  links.push({ kind: 'incident', text: 'Open incident', url: page.incident(incident.id) });
  return isOver ? links : [...links, ...actions(facts, page)];
}

/** The handler may write metadata, too: only what looks like an id is one. */
function sentryEventId(execution: MessageFacts['execution']): string | null {
  const id = execution?.metadata?.sentryEventId;
  return typeof id === 'string' && /^[0-9a-f]{32}$/.test(id) ? id : null;
}

function actions({ incident, event, job }: MessageFacts, page: PageAddresses): AlertLink[] {
  const at = page.incident(incident.id);
  const actions: AlertLink[] = [];
  if (event.kind !== 'acknowledged') {
    actions.push({ kind: 'acknowledge', text: 'Acknowledge', url: asking(at, 'acknowledge') });
  }
  if (event.kind !== 'snoozed') actions.push({ kind: 'snooze', text: 'Snooze', url: asking(at, 'snooze') });
  const words = jobWords(job);
  if (incident.jobId !== null && words.rerun !== 'never') {
    const url = asking(page.job(incident.subject), 'trigger');
    actions.push({ kind: 'rerun', text: 'Run again', url, question: questionOf(words, incident.subject) });
  }
  return actions;
}

/** What is asked before it is run again; null where the job says that it is safe. */
function questionOf({ rerun, owner }: JobWords, jobName: string): string | null {
  if (rerun === 'safe') return null;
  const first = rerun === 'ask' ? `Has ${owner ?? 'whoever owns it'} been asked? ` : '';
  return `${first}${jobName} runs now, beside its schedule.`;
}

/** The page opens what it asks before it does this. */
function asking(address: string | null, action: string): string | null {
  if (address === null) return null;
  return `${address}${address.includes('?') ? '&' : '?'}do=${action}`;
}
