import type { AlertLink } from './alert-message.js';
import { jobWords } from './job-words.js';
import type { MessageFacts } from './message-facts.js';

/** Addresses of the page, which are those of the REST API; what is to be asked there stands behind a `#`, so that nothing that merely reads a link does it. */
export class PageAddresses {
  constructor(private readonly publicUrl: string | null) {}

  execution(id: string): string | null {
    return this.at(encodeURIComponent(id));
  }

  job(name: string): string | null {
    return this.at(`jobs/${encodeURIComponent(name)}`);
  }

  why(name: string, at: Date): string | null {
    return this.at(`jobs/${encodeURIComponent(name)}/why?at=${encodeURIComponent(at.toISOString())}`);
  }

  incident(id: string): string | null {
    return this.at(`alerts/${encodeURIComponent(id)}`);
  }

  private at(path: string): string | null {
    return this.publicUrl === null ? null : `${this.publicUrl}/${path}`;
  }
}

/** What can be opened, and done: most wanted first. */
export function messageLinks(facts: MessageFacts, runbook: string | null): AlertLink[] {
  const { incident, event, execution, explanation, publicUrl } = facts;
  const page = new PageAddresses(publicUrl);
  const isOver = event.kind === 'recovered' || event.kind === 'resolved';
  const links: AlertLink[] = [];
  if (execution) links.push({ kind: 'execution', text: 'Open execution', url: page.execution(execution.id) });
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

function actions({ incident, event, job }: MessageFacts, page: PageAddresses): AlertLink[] {
  const at = page.incident(incident.id);
  const actions: AlertLink[] = [];
  if (event.kind !== 'acknowledged') {
    actions.push({ kind: 'acknowledge', text: 'Acknowledge', url: behind(at, 'acknowledge') });
  }
  if (event.kind !== 'snoozed') actions.push({ kind: 'snooze', text: 'Snooze', url: behind(at, 'snooze') });
  if (incident.jobId !== null && jobWords(job).rerun !== 'never') {
    actions.push({ kind: 'rerun', text: 'Run again', url: behind(page.job(incident.subject), 'trigger') });
  }
  return actions;
}

function behind(address: string | null, action: string): string | null {
  return address === null ? null : `${address}#${action}`;
}
