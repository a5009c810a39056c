import type { EvidenceLine, Explanation, InstanceStatus } from 'nestjs-tracked-cron';
import type { Clocks } from './clocks.js';

/** Causes that say nothing to whoever is told. */
const NO_CAUSE = new Set(['unknown', 'being_claimed', 'upcoming', 'not_due']);

/** How the record begins where it first says what became of the slot. */
const BEHIND_COLON = /^(?:It was missed|It was skipped|It came due [^:]*|It ran): /;

/** What the record says of it, as the end of a sentence without its full stop; null where it says nothing. */
export function likelyCause(
  explanation: Explanation | null,
  instances: readonly InstanceStatus[],
  clocks: Clocks,
): string | null {
  if (explanation === null || explanation.outcome === 'completed' || NO_CAUSE.has(explanation.cause))
    return null;
  const { cause } = explanation;
  if (cause === 'no_instance' || cause === 'deployment') {
    const words = whoWentAndCame(explanation, instances, clocks);
    if (words !== null) return words;
  }
  if (cause === 'overlap') {
    const words = whatWasRunning(explanation, clocks);
    if (words !== null) return words;
  }
  const named = withHosts(explanation.sentence, instances);
  // what became of the slot stands before the colon, and the message has said that by then
  const why = BEHIND_COLON.test(named) ? named.slice(named.indexOf(': ') + 2) : named;
  return clocks.shorten(`${why.charAt(0).toLowerCase()}${why.slice(1)}`.replace(/\.$/, ''));
}

/** An instance as people know it: by its host, as long as that is known. */
export function instanceName(id: string, instances: readonly InstanceStatus[]): string {
  return instances.find((one) => one.id === id)?.host ?? id;
}

/** Of slots that nobody could run: who was there last before, and who came first afterwards. */
function whoWentAndCame(
  { cause, slot, at, evidence }: Explanation,
  instances: readonly InstanceStatus[],
  clocks: Clocks,
): string | null {
  const due = slot ?? at;
  const lives = evidence.filter(({ kind, instanceId }) => kind === 'instance' && instanceId !== undefined);
  const gone = lives.find(({ to }) => to !== null && to <= due);
  const came = lives.find(({ from }) => from !== null && from > due);
  if (!gone) return null;
  const went = `${leaving(gone, instances)} at ${clocks.local(gone.to!)}`;
  if (!came) return `${nameOf(gone, instances)} ${went}, and no other instance has come since`;
  const back = clocks.local(came.from!);
  if (cause === 'deployment') {
    const [before, after] = [gone, came].map((line) => releaseOf(line, instances));
    return `a deployment: ${nameOf(gone, instances)}${before} ${went}, ${nameOf(came, instances)}${after} came at ${back}`;
  }
  return nameOf(gone, instances) === nameOf(came, instances)
    ? `instance ${nameOf(gone, instances)} was restarted at ${clocks.local(gone.to!)} and was back at ${back}`
    : `${nameOf(gone, instances)} ${went}, ${nameOf(came, instances)} came at ${back}`;
}

/** The record names it by its id, which says nothing to people. */
function whatWasRunning({ slot, at, evidence }: Explanation, clocks: Clocks): string | null {
  const due = slot ?? at;
  const running = evidence.find(({ kind, from }) => kind === 'execution' && from !== null && from < due);
  if (!running) return null;
  const since = `the run that started at ${clocks.local(running.from!)}`;
  return running.to === null
    ? `${since} is still going`
    : `${since} went on until ${clocks.local(running.to)}`;
}

function leaving({ instanceId }: EvidenceLine, instances: readonly InstanceStatus[]): string {
  return instances.find(({ id }) => id === instanceId)?.state === 'dead' ? 'died' : 'left';
}

function releaseOf({ instanceId }: EvidenceLine, instances: readonly InstanceStatus[]): string {
  const release = instances.find(({ id }) => id === instanceId)?.release;
  return release ? ` (release ${release})` : '';
}

function nameOf({ instanceId }: EvidenceLine, instances: readonly InstanceStatus[]): string {
  return instanceName(instanceId!, instances);
}

function withHosts(text: string, instances: readonly InstanceStatus[]): string {
  return instances.reduce((named, { id, host }) => named.replaceAll(id, host), text);
}
