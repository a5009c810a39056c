import {
  OVERRIDABLE,
  type ConfigurationChange,
  type EditedOverride,
  type FieldChange,
} from 'nestjs-tracked-cron';
import {
  about,
  anything,
  count,
  fields,
  flag,
  instant,
  list,
  nullable,
  object,
  oneOf,
  record,
  text,
  type Schema,
} from '../openapi/schema.js';

/** The version a change is made for. */
export const IF_MATCH: Schema<string> = { json: { type: 'string', pattern: '^(\\*|"\\d{1,9}")$' } };

const fieldChange = object<FieldChange>('FieldChange', {
  field: oneOf(OVERRIDABLE),
  code: about('What the code says; durations in milliseconds.', anything),
  before: anything,
  after: anything,
  source: about('Who says so afterwards.', oneOf(['override', 'code'])),
  until: nullable(instant),
});

export const configurationChange = object<ConfigurationChange>('ConfigurationChange', {
  jobName: text,
  version: about('Of the definition: after the change, or, with `dryRun`, as it is.', count),
  dryRun: flag,
  changes: list(fieldChange),
  due: about(
    'The next ten slots.',
    fields<ConfigurationChange['due']>({ before: list(instant), after: list(instant) }),
  ),
});

export const editedOverride = object<EditedOverride>('EditedOverride', {
  revision: count,
  patch: about('What it asked for; null gave a field back to the code.', record(anything)),
  at: instant,
  by: nullable(text),
  reason: nullable(text),
  until: about('When what it asked for ends by itself; null for never.', nullable(instant)),
});
