import type { SchemaTables } from '../../database/schema-tables.js';

/** A table that people's texts lie in. */
export interface ScrubbedTable {
  /** As a report calls its rows. */
  readonly name: string;
  readonly table: string;
  /** What its rows are found by, in order: column and type. */
  readonly key: readonly (readonly [column: string, type: string])[];
  readonly texts: readonly string[];
  readonly json: readonly string[];
  /** Which of its rows are of an application (`$1`) and environment (`$2`). */
  readonly owned: string;
  /** Which part of it is walked: one that an index gives in the order of the key. */
  readonly part?: string;
}

const OWN = 't.application = $1 and t.environment = $2';

/** In which order they are walked. Executions in flight are not among them: what runs must find what it was given. */
export function scrubbedTables(tables: SchemaTables): readonly ScrubbedTable[] {
  const execution = {
    name: 'executions',
    table: tables.executions,
    key: [['id', 'uuid']],
    texts: ['reason', 'trigger_reason', 'progress_message', 'error_class', 'error_message'],
    json: ['parameters', 'metadata', 'error_detail', 'result'],
    owned: OWN,
  } as const;
  const ofExecution = `exists (select from ${tables.allExecutions} e
    where e.id = t.execution_id and e.application = $1 and e.environment = $2)`;
  return [
    { ...execution, part: "t.kept = 'long'" },
    { ...execution, part: "t.kept = 'short'" },
    {
      name: 'attempts',
      table: tables.attempts,
      key: [
        ['execution_id', 'uuid'],
        ['attempt', 'integer'],
      ],
      texts: ['error_class', 'error_message'],
      json: ['error_detail'],
      owned: ofExecution,
    },
    {
      name: 'errors',
      table: tables.errors,
      key: [['fingerprint', 'text']],
      texts: ['error_class', 'pattern', 'sample', 'searched', 'frame', 'state_reason'],
      json: [],
      owned: OWN,
      part: OWN,
    },
    {
      name: 'logs',
      table: tables.logChunks,
      key: [
        ['execution_id', 'uuid'],
        ['attempt', 'integer'],
        ['sequence', 'integer'],
      ],
      texts: [],
      json: ['lines'],
      owned: ofExecution,
    },
    {
      name: 'holds',
      table: tables.holds,
      key: [['id', 'uuid']],
      texts: ['reason', 'end_reason'],
      json: [],
      owned: OWN,
    },
    {
      name: 'freezes',
      table: tables.freezes,
      key: [
        ['job_group', 'text'],
        ['owner', 'text'],
      ],
      texts: ['reason'],
      json: [],
      owned: OWN,
      part: OWN,
    },
    {
      name: 'jobs',
      table: tables.jobs,
      key: [['id', 'uuid']],
      texts: ['pause_reason', 'skip_reason'],
      json: [],
      owned: OWN,
    },
    {
      name: 'incidents',
      table: tables.incidents,
      key: [['id', 'uuid']],
      texts: ['resolution'],
      json: ['findings'],
      owned: OWN,
    },
    {
      name: 'incidentEvents',
      table: tables.incidentEvents,
      key: [['id', 'uuid']],
      texts: ['reason'],
      json: ['detail'],
      owned: OWN,
    },
    {
      name: 'notifications',
      table: tables.notifications,
      key: [['id', 'uuid']],
      texts: ['last_error'],
      json: ['message'],
      owned: OWN,
    },
    {
      name: 'preferences',
      table: tables.alertPreferences,
      key: [['id', 'uuid']],
      texts: ['reason'],
      json: [],
      owned: OWN,
    },
  ];
}
