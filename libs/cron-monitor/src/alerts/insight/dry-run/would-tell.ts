import { SEVERITIES } from 'nestjs-tracked-cron';
import type { DryRun } from '../../../cron-alerts.interface.js';
import { briefMessage } from '../../announce/brief-message.js';
import { decide } from '../../announce/decide.js';
import type { Decision } from '../../announce/decision.js';
import { kindOn, type Announced, type TellingFacts, type ToldBefore } from '../../announce/telling-facts.js';
import type { Suppression } from '../../notification.js';

const MINUTE_MS = 60_000;
const MOST_EXAMPLES = 100;
/** What somebody has to look at; that it is over is good to know. */
const ALERTS: ReadonlySet<string> = new Set(['opened', 'joined', 'worsened']);

/**
 * What would have been told of these events, one after the other, by the same decisions as in earnest. Each counts once,
 * however many channels it goes to.
 *
 * @param announced in the order in which they happened
 */
export function wouldTell(
  announced: readonly Announced[],
  known: Omit<TellingFacts, 'now' | 'told' | 'lately'>,
): Pick<DryRun, 'told' | 'suppressed' | 'examples'> {
  const told = new Map<string, ToldBefore[]>();
  const lately: { readonly at: number; readonly key: string }[] = [];
  const suppressed: Partial<Record<Suppression, number>> = {};
  const examples: DryRun['examples'][number][] = [];
  let count = 0;
  for (const one of announced) {
    const now = one.event.at.getTime();
    while (lately.length > 0 && lately[0].at <= now - MINUTE_MS) lately.shift();
    const ofIncident = told.get(one.incident.id) ?? [];
    told.set(one.incident.id, ofIncident);
    const { decisions } = decide([one], { ...known, now, told: ofIncident, lately: counted(lately) });
    for (const decision of decisions) {
      ofIncident.push(sent(decision, now));
      if (decision.told) lately.push({ at: now, key: kindOn(decision.channel, one.event.kind) });
    }
    if (!ALERTS.has(one.event.kind)) continue;
    const heard = decisions.filter((decision) => decision.told);
    if (heard.length === 0) for (const { why } of decisions) suppressed[why!] = (suppressed[why!] ?? 0) + 1;
    else {
      count += 1;
      examples.push(exampleOf(one, heard, known));
    }
  }
  return { told: count, suppressed, examples: examples.slice(-MOST_EXAMPLES).reverse() };
}

function counted(lately: readonly { readonly key: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of lately) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** In a dry run whatever is told arrives. */
function sent(
  { incident, event, channel, severity, told, why, notBefore }: Decision,
  now: number,
): ToldBefore {
  return {
    id: event.id,
    incidentId: incident.id,
    channel,
    kind: event.kind,
    severity,
    state: told ? 'delivered' : 'suppressed',
    why,
    attempts: 1,
    notBefore,
    createdAt: now,
  };
}

function exampleOf(
  one: Announced,
  heard: readonly Decision[],
  scope: Pick<TellingFacts, 'application' | 'environment'>,
): DryRun['examples'][number] {
  const { title, sentence } = briefMessage(one, scope);
  const severity = heard.reduce(
    (loudest, decision) =>
      SEVERITIES.indexOf(decision.severity) > SEVERITIES.indexOf(loudest) ? decision.severity : loudest,
    one.incident.severity,
  );
  return {
    jobName: one.incident.subject,
    at: one.event.at,
    severity,
    channels: heard.map(({ channel }) => channel),
    text: sentence === '' ? title : `${title}: ${sentence}`,
  };
}
