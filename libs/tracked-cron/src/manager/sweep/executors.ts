import type { Executors } from '../../health/job-facts.js';
import type { InstanceGlance, WatchedDefinition } from './glance.js';

/** Instances that can run the same jobs. */
interface Kind {
  readonly labels: ReadonlySet<string>;
  readonly generationId: string | null;
  alive: number;
  /** When the last of them left, milliseconds since the epoch. */
  goneAt: number;
}

/** Who can run which job: living instances, and those that could until lately. */
export class ExecutorsByJob {
  private readonly kinds: readonly Kind[];

  /**
   * @param knows whether code has a job; code that nobody knows anything of may have it
   */
  constructor(
    instances: readonly InstanceGlance[],
    private readonly knows: (generationId: string, jobId: string) => boolean,
  ) {
    this.kinds = kindsOf(instances);
  }

  of({ id, options }: Pick<WatchedDefinition, 'id' | 'options'>): Executors {
    const runsOn = (options.runsOn ?? []) as readonly string[];
    const labelled = this.kinds.filter(({ labels }) => runsOn.every((label) => labels.has(label)));
    const able = labelled.filter(({ generationId }) => generationId === null || this.knows(generationId, id));
    const alive = able.reduce((sum, kind) => sum + kind.alive, 0);
    const goneAt = Math.max(-Infinity, ...able.map((kind) => kind.goneAt));
    return {
      alive,
      goneSince: alive > 0 || goneAt === -Infinity ? null : new Date(goneAt),
      obstacle: alive > 0 ? '' : this.obstacle(labelled, runsOn),
    };
  }

  private obstacle(labelled: readonly Kind[], runsOn: readonly string[]): string {
    const lives = ({ alive }: Kind) => alive > 0;
    if (!this.kinds.some(lives)) return 'runs jobs';
    if (!labelled.some(lives))
      return `has the ${runsOn.length === 1 ? 'label' : 'labels'} ${runsOn.join(', ')}`;
    return 'has it in its code';
  }
}

function kindsOf(instances: readonly InstanceGlance[]): Kind[] {
  const kinds = new Map<string, Kind>();
  for (const { labels, generationId, endedAt } of instances) {
    const key = JSON.stringify([generationId, ...[...labels].sort()]);
    const kind = kinds.get(key) ?? { labels: new Set(labels), generationId, alive: 0, goneAt: -Infinity };
    kinds.set(key, kind);
    if (endedAt === null) kind.alive += 1;
    else kind.goneAt = Math.max(kind.goneAt, endedAt);
  }
  return [...kinds.values()];
}
