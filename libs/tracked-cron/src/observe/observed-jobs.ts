import type { JobRegistry } from '../definition/job-registry.js';
import type { ObservedJob } from './observed-job.js';
import { dynamicName, freeName, observedName } from './observed-name.js';

/** Jobs that code makes up at run time, without end: beyond so many, none is recorded. */
const MOST_JOBS = 5_000;

/** The observed jobs of this process, by name, and which of them the database has not seen yet. */
export class ObservedJobs {
  private readonly byName = new Map<string, ObservedJob>();
  /** Names of methods, by the object that has them: a second import of `ScheduleModule` finds the same again. */
  private readonly ofMethods = new WeakMap<object, Map<string, string>>();
  /** Names of what is in the registry, by kind and name there. */
  private readonly ofRegistry = new Map<string, string>();
  private unregistered = new Set<string>();

  constructor(private readonly tracked: Pick<JobRegistry, 'has' | 'observe'>) {}

  get size(): number {
    return this.byName.size;
  }

  all(): ObservedJob[] {
    return [...this.byName.values()];
  }

  /** A decorated method. @param given the name in its decorator; without one it is `Class.method` */
  ofMethod(
    instance: object,
    methodName: string,
    given: string | undefined,
    job: Omit<ObservedJob, 'name' | 'declared'>,
  ): ObservedJob {
    const names = this.ofMethods.get(instance) ?? new Map<string, string>();
    this.ofMethods.set(instance, names);
    let name = names.get(methodName);
    if (name === undefined) {
      name = this.free(observedName(given ?? `${instance.constructor.name}.${methodName}`));
      names.set(methodName, name);
    }
    return this.put({ ...job, name, declared: true });
  }

  /** What host code puts into the registry at run time; undefined where there are too many. */
  ofName(nameThere: string, job: Omit<ObservedJob, 'name' | 'declared'>): ObservedJob | undefined {
    const written = dynamicName(nameThere);
    const key = `${job.times.kind === 'date' ? 'cron' : job.times.kind} ${written}`;
    let name = this.ofRegistry.get(key);
    if (name === undefined) {
      if (this.byName.size >= MOST_JOBS) return undefined;
      name = this.free(written);
      this.ofRegistry.set(key, name);
    }
    return this.put({ ...job, name, declared: false });
  }

  /** The same job with something else about it. */
  put(job: ObservedJob): ObservedJob {
    const known = this.byName.get(job.name);
    if (known && isSame(known, job)) return known;
    this.byName.set(job.name, job);
    this.unregistered.add(job.name);
    this.tracked.observe(job.name, job.source);
    return job;
  }

  /** Takes out what the database has not seen; what could not be brought there has to be {@link putBack}. */
  takeUnregistered(): ObservedJob[] {
    const taken = [...this.unregistered].map((name) => this.byName.get(name)!);
    this.unregistered = new Set();
    return taken;
  }

  putBack(jobs: readonly ObservedJob[]): void {
    for (const { name } of jobs) this.unregistered.add(name);
  }

  private free(name: string): string {
    return freeName(name, (other) => this.byName.has(other) || this.tracked.has(other));
  }
}

function isSame(a: ObservedJob, b: ObservedJob): boolean {
  return (
    a.enabled === b.enabled &&
    a.visible === b.visible &&
    a.source === b.source &&
    a.times.kind === b.times.kind &&
    a.times.text === b.times.text &&
    a.times.timeZone === b.times.timeZone
  );
}
