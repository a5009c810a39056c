import type { AlertThresholds } from '../health/alert-thresholds.js';
import type { NamedCalendars } from './calendar-option.js';
import type { TrackedCronGroupOptions } from './job-group.options.js';
import { PROFILES, type ProfileName } from './job-profile.js';
import type { TrackedCronOwnerOptions } from './threshold-options.js';
import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

/** Who decided an option. */
export type OptionSource =
  | 'job'
  | 'module'
  | 'default'
  | 'override'
  | `group ${string}`
  | `owner ${string}`
  | `profile ${ProfileName} of ${'the job' | 'the module' | `group ${string}`}`;

/** What module, owners and groups decide for jobs that don't. */
export interface JobDefaults {
  readonly timeZone: string | undefined;
  readonly profile?: ProfileName;
  readonly logs?: TrackedCronJobOptions['logs'];
  /** Those that jobs can name. */
  readonly calendars?: NamedCalendars;
  readonly groups?: Readonly<Record<string, TrackedCronGroupOptions>>;
  readonly alertThresholds?: TrackedCronJobOptions['alertThresholds'];
  readonly owners?: Readonly<Record<string, TrackedCronOwnerOptions>>;
}

/** What a job comes to, and who said so. */
export interface LayeredOptions {
  readonly options: TrackedCronJobOptions;
  /** By option, a threshold as `alertThresholds.staleness`; what nobody decided is not in it. */
  readonly sources: Readonly<Record<string, OptionSource>>;
}

interface Layer {
  readonly source: OptionSource;
  readonly options: TrackedCronJobOptions;
}

/**
 * Lays what a job says over its profile, its group, its group's profile, its owner, the module and the module's profile, in
 * this order. Thresholds are laid one by one, and so is who hears of which finding. What is `undefined` is not said.
 */
export function layOptions(written: TrackedCronJobOptions, defaults: JobDefaults): LayeredOptions {
  return lay(layersOver(written, defaults), ofModule(defaults));
}

/** Lays what people put in place of the code over it. */
export function layOverride(code: LayeredOptions, options: TrackedCronJobOptions): LayeredOptions {
  return lay([{ source: 'override', options }], code);
}

/** What nothing is laid over stays what it is: jobs that say nothing of their own share it. */
function lay(layers: readonly Layer[], below: LayeredOptions): LayeredOptions {
  const said = layers.flatMap(({ source, options }) =>
    Object.entries(options).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value as object, source] as const],
    ),
  );
  if (said.length === 0) return below;
  const options: Record<string, unknown> = { ...below.options };
  const sources: Record<string, OptionSource> = { ...below.sources };
  for (const [key, value, source] of said) {
    if (key === 'alertThresholds') options[key] = layThresholds(options[key], value, source, sources);
    else {
      options[key] = value;
      sources[key] = source;
    }
  }
  return { options: options as TrackedCronJobOptions, sources };
}

const NOTHING: LayeredOptions = { options: {}, sources: {} };
const modules = new WeakMap<JobDefaults, LayeredOptions>();

/** What the module says of every job. */
function ofModule(defaults: JobDefaults): LayeredOptions {
  const { timeZone, profile, logs, alertThresholds } = defaults;
  const laid =
    modules.get(defaults) ??
    lay(
      [
        ...profileLayer(profile, 'the module'),
        { source: 'module', options: { profile, timeZone, logs, alertThresholds } },
      ],
      NOTHING,
    );
  modules.set(defaults, laid);
  return laid;
}

/** Those over the module's, the weakest first. */
function layersOver(written: TrackedCronJobOptions, defaults: JobDefaults): Layer[] {
  const { group: name } = written;
  const group = own(defaults.groups, name) ?? {};
  const owner = written.owner ?? group.owner;
  const ofOwner = own(defaults.owners, owner);
  return [
    ...(ofOwner === undefined ? [] : [{ source: `owner ${owner}` as const, options: { ...ofOwner } }]),
    ...profileLayer(group.profile, `group ${name}`),
    { source: `group ${name}`, options: group },
    ...profileLayer(written.profile, 'the job'),
    { source: 'job', options: written },
  ];
}

/** Not what every object has. */
function own<Value>(values: Readonly<Record<string, Value>> | undefined, key: unknown): Value | undefined {
  return typeof key === 'string' && values && Object.hasOwn(values, key) ? values[key] : undefined;
}

function profileLayer(
  profile: ProfileName | undefined,
  of: 'the job' | 'the module' | `group ${string}`,
): Layer[] {
  if (profile === undefined) return [];
  return [{ source: `profile ${profile} of ${of}`, options: PROFILES[profile] }];
}

function layThresholds(
  below: unknown,
  above: AlertThresholds,
  source: OptionSource,
  sources: Record<string, OptionSource>,
): AlertThresholds {
  const said = Object.entries(above).filter(([, value]) => value !== undefined);
  for (const [key] of said) sources[`alertThresholds.${key}`] = source;
  const under = (below ?? {}) as AlertThresholds;
  const laid: AlertThresholds = { ...under, ...Object.fromEntries(said) };
  return above.tell && under.tell ? { ...laid, tell: { ...under.tell, ...above.tell } } : laid;
}
