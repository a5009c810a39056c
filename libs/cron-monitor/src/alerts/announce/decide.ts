import { isAtLeast, louder } from '../../conditions/severity.js';
import type { IncidentEventKind } from '../../incidents/incident.js';
import type { NotificationKind, Suppression } from '../notification.js';
import { channelOf } from '../outbox/channel-subject.js';
import { quietUntil } from '../../routes/quiet-hours.js';
import { routeOf, type ResolvedRoute } from '../../routes/route.js';
import { coolsUntil } from './cooldown.js';
import { NO_CHANNEL, type Announcement, type Decision } from './decision.js';
import { silenceOf } from './silence.js';
import { stageOf } from './stage.js';
import { inDigests } from './storm.js';
import type { Announced, TellingFacts, ToldBefore } from './telling-facts.js';

/** What of an incident's life is no trouble: only who heard of the trouble hears of it. */
const FOLLOWS: ReadonlySet<NotificationKind> = new Set<IncidentEventKind>([
  'acknowledged',
  'snoozed',
  'recovered',
  'resolved',
]);
const ENDS: ReadonlySet<NotificationKind> = new Set<IncidentEventKind>(['recovered', 'resolved']);
/** What the message about an opening says too, where it is not written yet. */
const INCLUDED: ReadonlySet<NotificationKind> = new Set<IncidentEventKind>(['joined', 'worsened']);
/** Of what is decided together: it has not been told before, so nothing cools. */
const NOW = -Infinity;
/** What can wait: the incident's next message says it too. */
const COOLS: ReadonlySet<NotificationKind> = new Set<IncidentEventKind>(['joined', 'reminded']);

/** What is told of these events, to whom, and when. Pure: the same facts, the same decisions. */
export function decide(announced: readonly Announced[], known: TellingFacts): Announcement {
  const decisions: Decision[] = [];
  const withdrawn: string[] = [];
  const facts = { ...known, told: [...known.told] };
  for (const one of announced) {
    const route = routeOf(facts.routes, routedAs(one, facts));
    const decided = channelsOf(one, route, facts).map((channel) => {
      if (ENDS.has(one.event.kind)) withdrawn.push(...unsent(one, channel, facts).map(({ id }) => id));
      return FOLLOWS.has(one.event.kind)
        ? follow(one, channel, route, facts)
        : trouble(one, channel, route, facts);
    });
    decisions.push(...decided);
    facts.told.push(...decided.map(asToldBefore));
  }
  return { decisions: inDigests(decisions, facts), withdrawn };
}

/** What is decided in this very moment is before what is decided next. */
function asToldBefore({ incident, event, channel, severity, told, why, notBefore }: Decision): ToldBefore {
  return {
    id: event.id,
    incidentId: incident.id,
    channel,
    kind: event.kind,
    severity,
    state: told ? 'pending' : 'suppressed',
    why,
    attempts: 0,
    notBefore,
    createdAt: NOW,
  };
}

function routedAs({ incident, event }: Announced, { application, environment }: TellingFacts) {
  const { group, owner, tags, subject } = incident;
  return { severity: severityOf({ incident, event }), application, environment, group, owner, tags, subject };
}

/** An escalation is one step louder than its incident. */
function severityOf({ incident, event }: Announced) {
  return event.kind === 'escalated' ? louder(incident.severity) : incident.severity;
}

function channelsOf(
  one: Announced,
  route: ResolvedRoute | undefined,
  facts: TellingFacts,
): readonly string[] {
  const gone = channelOf(one.incident.subject);
  // of a channel that is gone hears whoever can
  if (gone !== null) return orNobody([...facts.channels.keys()].filter((name) => name !== gone));
  const routed = (one.event.kind === 'escalated' ? route?.escalateTo : route?.channels) ?? [];
  const heard = FOLLOWS.has(one.event.kind) ? heardOf(one, facts).map(({ channel }) => channel) : [];
  return orNobody([...new Set([...routed, ...heard])].filter((name) => facts.channels.has(name)));
}

function orNobody(channels: readonly string[]): readonly string[] {
  return channels.length === 0 ? [NO_CHANNEL] : channels;
}

function trouble(
  one: Announced,
  channel: string,
  route: ResolvedRoute | undefined,
  facts: TellingFacts,
): Decision {
  const { incident, event } = one;
  const no = (why: Suppression) => decided(one, channel, facts, { told: false, why });
  if (channel === NO_CHANNEL) return no('no_route');
  if (incident.state === 'resolved') return no('resolved_before');
  const silence = silenceOf(one);
  if (silence !== null) return no(silence);
  const { off, severity } = facts.channels.get(channel)!;
  if (off) return no('channel_off');
  if (severity !== null && !isAtLeast(severityOf(one), severity)) return no('too_quiet');
  if (INCLUDED.has(event.kind) && opensNow(one, channel, facts)) return no('cooldown');
  if (COOLS.has(event.kind) && facts.now < coolsUntil(toldOn(one, channel, facts), facts.cooldownMs))
    return no('cooldown');
  return told(one, channel, route, facts);
}

function follow(
  one: Announced,
  channel: string,
  route: ResolvedRoute | undefined,
  facts: TellingFacts,
): Decision {
  const no = (why: Suppression) => decided(one, channel, facts, { told: false, why });
  if (channel === NO_CHANNEL) return no('no_route');
  const heard = heardOf(one, facts).filter((row) => row.channel === channel);
  if (heard.length === 0) return no(whyUnheard(one, channel, facts));
  const silence = facts.silence(one.incident);
  if (silence !== null) return no(silence);
  if (facts.channels.get(channel)!.off) return no('channel_off');
  // who has not read of the trouble yet reads of both in one digest, or of neither
  const waiting = heard.find(({ state, why }) => state === 'pending' && why !== null);
  if (heard.every(({ state }) => state === 'pending') && waiting)
    return decided(one, channel, facts, { told: true, why: waiting.why, notBefore: waiting.notBefore });
  if (ENDS.has(one.event.kind) && heard.length === unsent(one, channel, facts).length)
    return no('resolved_before');
  return told(one, channel, route, facts);
}

/** By itself, or after the quiet hours. */
function told(
  one: Announced,
  channel: string,
  route: ResolvedRoute | undefined,
  facts: TellingFacts,
): Decision {
  const quiet = route?.quietHours ?? null;
  const until = quiet && !isAtLeast(severityOf(one), quiet.severity) ? quietUntil(quiet, facts.now) : null;
  return decided(
    one,
    channel,
    facts,
    until === null ? { told: true, why: null } : { told: true, why: 'quiet_hours', notBefore: until },
  );
}

function decided(
  { incident, event }: Announced,
  channel: string,
  facts: TellingFacts,
  { told, why, notBefore = facts.now }: Pick<Decision, 'told' | 'why'> & { notBefore?: number },
): Decision {
  const severity = severityOf({ incident, event });
  return { incident, event, channel, severity, dedupeKey: stageOf(incident, event), told, why, notBefore };
}

function before({ incident }: Announced, { told }: TellingFacts): readonly ToldBefore[] {
  return told.filter(({ incidentId }) => incidentId === incident.id);
}

/** Where its trouble was told, or will be. */
function heardOf(one: Announced, facts: TellingFacts): readonly ToldBefore[] {
  return before(one, facts).filter(
    ({ kind, state }) => !FOLLOWS.has(kind) && state !== 'suppressed' && state !== 'failed',
  );
}

function opensNow(one: Announced, channel: string, facts: TellingFacts): boolean {
  return heardOf(one, facts).some(
    ({ channel: on, kind, createdAt }) => on === channel && kind === 'opened' && createdAt === NOW,
  );
}

/** What of it waits to be told by itself, and has not been tried. */
function unsent(one: Announced, channel: string, facts: TellingFacts): readonly ToldBefore[] {
  return heardOf(one, facts).filter(
    (row) => row.channel === channel && row.state === 'pending' && row.why === null && row.attempts === 0,
  );
}

function toldOn(one: Announced, channel: string, facts: TellingFacts): number[] {
  return before(one, facts)
    .filter(({ channel: on, state }) => on === channel && state !== 'suppressed' && state !== 'failed')
    .map(({ createdAt }) => createdAt);
}

/** What kept the trouble from being told keeps its end from being told. */
function whyUnheard(one: Announced, channel: string, facts: TellingFacts): Suppression {
  const last = before(one, facts).findLast((row) => row.channel === channel && row.why !== null);
  return last?.why ?? facts.silence(one.incident) ?? 'resolved_before';
}
